"""Read from existing documents what they do to those that they cite."""

from django.db import migrations

from dondoc.documents.relations import relation_of


def read_relations(apps, schema_editor):
    citations = apps.get_model("documents", "Citation").objects.select_related("document")
    wanted = citations.order_by("document", "position").only(
        "position", "relation", "relation_rule", "document__text", "document__reading"
    )
    for citation in wanted.iterator(chunk_size=200):
        reading = citation.document.reading
        cited = reading["citations"]
        if citation.position > len(cited):
            continue
        start = cited[citation.position - 1]["span"][0]
        if any(first <= start < end for first, end in (found["span"] for found in reading["directives"])):
            continue
        if told := relation_of(citation.document.text, start):
            citation.relation, citation.relation_rule = told.relation, told.name
            citation.save(update_fields=["relation", "relation_rule"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_citations_say_what_is_done_to_the_cited")]

    operations = [migrations.RunPython(read_relations, migrations.RunPython.noop)]
