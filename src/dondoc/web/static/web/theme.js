// Runs before the first paint: the reader's choice of light or dark, and the mark that scripts work.
document.documentElement.classList.add('js');
try { document.documentElement.dataset.theme = localStorage.getItem('dondoc.theme') || ''; } catch { /* storage is closed: as the device */ }
