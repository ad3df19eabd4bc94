"""Fill the columns computed from names, and mark who heads a unit where the roles leave no doubt."""

from itertools import pairwise

from django.db import migrations

from dondoc.kernel.vietnamese import fold, name_key

# The roles that were those of heads before the posts said so themselves.
HEADS = ('department_director', 'office_head', 'centre_director', 'unit_head')


def sort_people(apps, schema_editor):
    people = apps.get_model('organization', 'Person').objects
    batch = []
    for person in people.only('full_name', 'username').iterator():
        person.sort_key = name_key(person.full_name)
        person.search_text = fold(f'{person.full_name} {person.username}')
        batch.append(person)
    people.bulk_update(batch, ['sort_key', 'search_text'], batch_size=500)


def mark_heads(apps, schema_editor):
    """Two people in one unit at one time with such a role: nobody is guessed to be the head, neither is marked."""
    posts = apps.get_model('organization', 'Post').objects
    by_unit = {}
    for post in posts.filter(role__in=HEADS).order_by('valid_from', 'pk'):
        by_unit.setdefault(post.unit_id, []).append(post)
    sure = [
        post.pk
        for held in by_unit.values()
        if all(first.valid_to is not None and first.valid_to <= second.valid_from for first, second in pairwise(held))
        for post in held
    ]
    for start in range(0, len(sure), 500):
        posts.filter(pk__in=sure[start:start + 500]).update(is_head=True)


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0005_roles_heads_delegation_mandates'),
    ]

    operations = [
        migrations.RunPython(sort_people, migrations.RunPython.noop),
        migrations.RunPython(mark_heads, migrations.RunPython.noop),
    ]
