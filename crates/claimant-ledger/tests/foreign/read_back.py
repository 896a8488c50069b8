"""Reads an export back by a reader that somebody else wrote, and checks that it says what was written.

    read_back.py FORMAT FOLDER

Ends with 0 and says what was read, with 77 where a package is missing, with 1 where something is wrong. It makes no
connection: contexts of JSON-LD that live on the web are given here in the words that we use.
"""

import importlib
import json
import re
import sys
from pathlib import Path

STATUSES = {"asserted", "hedged", "alleged", "denied", "predicted", "hypothetical", "asked"}
CERTAINTIES = {"certain", "probable", "possible", "unknown"}
LINE = re.compile(r"^(%s), (%s)(, negated)?; article" % ("|".join(sorted(STATUSES)), "|".join(sorted(CERTAINTIES))))

# The terms of http://www.w3.org/ns/anno.jsonld that an export uses.
ANNOTATION_TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/terms/",
    "dce": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "Composite": "oa:Composite",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "describing": "oa:describing",
    "classifying": "oa:classifying",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "value": "rdf:value",
    "format": "dce:format",
    "language": "dce:language",
    "name": "foaf:name",
}


def need(name):
    """A package, or an end with a plain message where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"the Python package {name} is not installed ({error})")
        sys.exit(77)


def only(folder, pattern):
    found = sorted(folder.glob(pattern))
    assert len(found) == 1, found
    return found[0]


def graph(data):
    rdflib = need("rdflib")
    made = rdflib.Graph()
    made.parse(data=json.dumps(data), format="json-ld")
    return rdflib, made


def jsonl(folder):
    count = 0
    for line in only(folder, "*.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["article"]["text"]
        for claim in record["claims"]:
            assert claim["chain"][0] == "article" and claim["status"] in STATUSES
            assert all(text[span["start"] : span["end"]] for span in claim["content"])
            count += 1
    assert count == 13, count
    return f"{count} claims"


def csv(folder):
    frictionless = need("frictionless")
    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "message"])
    rows = {resource.name: resource.read_rows() for resource in package.resources}
    for name in ("claims", "figures", "events"):
        for row in rows[name]:
            assert row["who"].startswith("article") and row["status"] in STATUSES and row["certainty"] in CERTAINTIES
    assert len(rows["claims"]) == 13 and len(rows["figures"]) == 2
    assert any(float(row["value"]) == -40 for row in rows["figures"]), "a number was escaped"
    return ", ".join(f"{len(all)} {name}" for name, all in sorted(rows.items()))


def annotation(folder):
    data = json.loads(only(folder, "*.jsonld").read_text(encoding="utf-8"))
    address, ours = data["@context"]
    assert address == "http://www.w3.org/ns/anno.jsonld"
    data["@context"] = [ANNOTATION_TERMS, ours]
    rdflib, made = graph(data)
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    annotations = set(made.subjects(rdflib.RDF.type, oa.Annotation))
    for one in annotations:
        bodies = [str(made.value(body, rdflib.RDF.value)) for body in made.objects(one, oa.hasBody)]
        assert len(bodies) == 2 and sum(bool(LINE.match(body)) for body in bodies) == 1, bodies
        assert len(set(made.objects(one, oa.hasTarget))) == 1
    quotes = list(made.subject_objects(oa.exact))
    for selector, quote in quotes:
        part = made.value(predicate=oa.hasSelector, object=selector)
        places = [other for other in made.objects(part, oa.hasSelector) if other != selector]
        assert len(places) == 1
        length = made.value(places[0], oa.end).toPython() - made.value(places[0], oa.start).toPython()
        assert length == len(str(quote)), "places are not code points"
        source = made.value(part, oa.hasSource)
        assert made.value(source, rdflib.URIRef("https://schema.org/sha256")) is not None
    assert len(annotations) == 12 and len(quotes) == 13, (len(annotations), len(quotes))
    return f"{len(annotations)} annotations, {len(made)} triples"


def ftm(folder):
    followthemoney = need("followthemoney")
    registry = followthemoney.types.registry if hasattr(followthemoney, "types") else need("followthemoney.types").registry
    entities = []
    for line in only(folder, "*.json").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        proxy = followthemoney.model.get_proxy(data, cleaned=False)
        followthemoney.model.get(data["schema"]).validate(data)
        for name, values in data["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(values), f"{data['id']}.{name}: {values} became {kept}"
            assert kept == [*kept] and set(kept) == set(values), f"{data['id']}.{name}: {values} became {kept}"
        entities.append(proxy)
    known = {entity.id for entity in entities}
    assert len(known) == len(entities), "two entities share an id"
    for entity in entities:
        for prop, value in entity.itervalues():
            assert prop.type != registry.entity or value in known, f"{entity.id} refers to {value}"
    notes = [entity for entity in entities if entity.schema.name == "Note"]
    assert len(notes) == 12 and all(LINE.match(note.first("description")) for note in notes)
    schemata = sorted({entity.schema.name for entity in entities})
    assert schemata == ["Article", "Mention", "Note", "Organization", "Person"], schemata
    return f"{len(entities)} entities ({', '.join(schemata)})"


def geojson(folder):
    reader, shapes = need("geojson"), need("shapely.geometry")
    features = reader.loads(only(folder, "*.geojson").read_text(encoding="utf-8"))
    assert features.is_valid, features.errors()
    for feature in features["features"]:
        assert feature.is_valid, feature.errors()
        point = shapes.shape(feature["geometry"])
        assert point.geom_type == "Point" and -180 <= point.x <= 180 and -90 <= point.y <= 90
        properties = feature["properties"]
        assert LINE.match(properties["title"]) and properties["precision"] and properties["chain"]
    places = {feature["properties"]["place"]: shapes.shape(feature["geometry"]) for feature in features["features"]}
    assert set(places) == {"Bergen", "Tromsø", "Nome"}
    assert places["Nome"].x < -160 and places["Tromsø"].y > 69, "latitude and longitude are the wrong way round"
    return f"{len(features['features'])} features"


def schema_org(folder):
    data = json.loads(only(folder, "*.jsonld").read_text(encoding="utf-8"))
    address, ours = data["@context"]
    assert address == "https://schema.org"
    data["@context"] = [{"@vocab": "https://schema.org/"}, ours]
    rdflib, made = graph(data)
    schema, ours = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("urn:claimant:terms:")
    claims = set(made.subjects(rdflib.RDF.type, schema.Claim))
    for claim in claims:
        assert LINE.match(str(made.value(claim, schema.text)))
        assert str(made.value(claim, ours.status)) in STATUSES
        assert made.value(claim, schema.appearance) is not None
        chain = list(made.items(made.value(claim, ours.chain)))
        assert str(made.value(chain[0], ours.source)) == "article"
    reviews = set(made.subjects(rdflib.RDF.type, schema.ClaimReview))
    for review in reviews:
        assert made.value(made.value(review, schema.author), schema.name) is not None
        assert made.value(review, schema.itemReviewed) in claims
        assert made.value(made.value(review, schema.reviewRating), schema.alternateName) is not None
    assert len(claims) == 12 and len(reviews) == 1, (len(claims), len(reviews))
    return f"{len(claims)} claims, {len(reviews)} review, {len(made)} triples"


def prov(folder):
    data = json.loads(only(folder, "*.jsonld").read_text(encoding="utf-8"))
    rdflib, made = graph(data)
    words = rdflib.Namespace("http://www.w3.org/ns/prov#")
    activities = set(made.subjects(rdflib.RDF.type, words.Activity))
    entities = set(made.subjects(rdflib.RDF.type, words.Entity))
    for record in made.subjects(words.wasGeneratedBy):
        activity = made.value(record, words.wasGeneratedBy)
        assert activity in activities and made.value(activity, words.wasAssociatedWith) is not None
        assert made.value(record, words.wasDerivedFrom) in entities
    persons = {str(made.value(one, rdflib.RDFS.label)) for one in made.subjects(rdflib.RDF.type, words.Person)}
    assert persons == {"Tove Aas", "Ida Holm"}, persons
    claims = list(made.objects(predicate=words.wasRevisionOf))
    assert len(claims) == 1 and LINE.match(str(made.value(claims[0], rdflib.RDFS.label)))
    for time in made.objects(predicate=words.endedAtTime):
        assert time.toPython().year == 2024, time
    return f"{len(activities)} activities, {len(entities)} entities, {len(made)} triples"


def brat(folder):
    """No reader of brat is on PyPI: these are the rules of https://brat.nlplab.org/standoff.html."""
    types = set(re.findall(r"^Claim-\w+|^[A-Z]\w+$", (folder / "annotation.conf").read_text(), re.M))
    claims = 0
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        seen, noted, stated = {}, set(), {}
        for line in path.read_text(encoding="utf-8").splitlines():
            mark, what, *words = line.split("\t")
            assert mark not in seen, mark
            seen[mark] = what
            if mark[0] == "T":
                kind, places = what.split(" ", 1)
                assert kind in types, kind
                ends = [tuple(map(int, part.split(" "))) for part in places.split(";")]
                assert " ".join(text[start:end] for start, end in ends) == words[0]
                claims += kind.startswith("Claim-")
            elif mark[0] == "A":
                name, about, value = what.split(" ")
                stated[about, name] = value
            elif mark[0] == "R":
                assert all(part.split(":")[1] in seen for part in what.split(" ")[1:]), line
            elif mark[0] == "#":
                noted.add(what.split(" ")[1])
        for mark, what in seen.items():
            if mark[0] == "T" and what.startswith("Claim-"):
                assert what.split(" ")[0] == "Claim-" + stated[mark, "Status"] and (mark, "Certainty") in stated
                assert mark in noted, "a claim without who vouches"
    assert claims == 12, claims
    return f"{claims} claims"


READERS = {
    "jsonl": jsonl,
    "csv": csv,
    "webannotation": annotation,
    "ftm": ftm,
    "geojson": geojson,
    "claim": schema_org,
    "prov": prov,
    "brat": brat,
}

if __name__ == "__main__":
    print("read back:", READERS[sys.argv[1]](Path(sys.argv[2])))
