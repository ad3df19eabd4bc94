"""The base page, its components, css and js, and the helpers of views; it knows no other app."""
