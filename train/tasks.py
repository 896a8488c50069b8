"""The loss and the dev figures of each task."""

import torch
from torch.nn import functional as F

import data, network, streams


def onehot(tags, size):
    return F.one_hot(tags.clamp_min(0), size).bool()


def attribution(net, states, batch):
    tags = streams.chain_labels(batch, "attribution", data.ATTRIBUTION_TAGS)
    emissions = net.linear["attribution"](net.words(states, "attribution", batch)).float()
    loss = net.chain["attribution"].loss(emissions, onehot(tags, emissions.shape[-1]), batch["lengths"])
    # a cue outside the window counts as none
    target = torch.full(tags.shape, -100)
    for row, document, a, b, column in streams.positions(batch):
        tag, link = document.labels["attribution"], document.labels["link"]
        for i in range(a, b):
            if tag[i] and data.ATTRIBUTION_TAGS[tag[i]][2:] != "cue":
                target[row, column + i - a] = column + link[i] - a + 1 if a <= link[i] < b else 0
    if (target >= 0).any():
        loss = loss + 0.3 * F.cross_entropy(net.links(states, batch).flatten(0, 1), target.flatten(), ignore_index=-100)
    return loss


def syntax(net, states, batch):
    words = net.words(states, "syntax", batch)
    loss = 0
    for name in ("upos", "xpos"):
        index = {v: i for i, v in enumerate(net.names[name])}
        target = torch.tensor([[index.get(v, -100) for v in row] for row in text_labels(batch, name)])
        loss = loss + F.cross_entropy(net.linear[name](words).float().flatten(0, 1), target.flatten(), ignore_index=-100)
    heads, rels = arcs_of(net, batch)
    score, rdep, rhead = net.arcs(states, batch)
    loss = loss + F.cross_entropy(score.flatten(0, 1), heads.flatten(), ignore_index=-100)
    return loss + F.cross_entropy(net.rels(rdep, rhead, heads.clamp_min(0)).flatten(0, 1), rels.flatten(), ignore_index=-100)


def text_labels(batch, name):
    n = batch["first"].shape[1]
    rows = [[v for d, a, b in s.runs for v in d.labels[name][a:b]] for s in batch["samples"]]
    return [r + [""] * (n - len(r)) for r in rows]


def arcs_of(net, batch):
    """Columns of gold heads (0 the root) and relations; -100 where the head is outside the window."""
    index = {v: i for i, v in enumerate(net.names["rel"])}
    heads, rels = torch.full(batch["first"].shape, -100), torch.full(batch["first"].shape, -100)
    for row, document, a, b, column in streams.positions(batch):
        for s, e, _ in document.sentences:
            for i in range(max(s, a), min(e, b)):
                h = document.labels["head"][i]
                if h == 0 or a <= s + h - 1 < b:
                    heads[row, column + i - a] = 0 if h == 0 else column + s + h - 1 - a + 1
                    rels[row, column + i - a] = index.get(document.labels["rel"][i], -100)
    return heads, rels


def entity(net, states, batch):
    emissions = net.linear["entity"](net.words(states, "entity", batch)).float()
    allowed = onehot(streams.chain_labels(batch, "entity", data.ENTITY_TAGS), emissions.shape[-1])
    for row, document, a, b, column in streams.positions(batch):
        hidden = torch.tensor([t != "O" and t[2:] not in document.labels["kinds"] for t in data.ENTITY_TAGS])
        here = allowed[row, column : column + b - a]
        # what no file marks here may still be a name, if it looks like one
        capital = torch.tensor([data.shape(w) > 1 for w in document.words[a:b]])
        here |= here[:, :1] & hidden & capital[:, None]
        for i in document.labels["unsure"]:
            if a <= i < b:
                here[i - a] = True
    return net.chain["entity"].loss(emissions, allowed, batch["lengths"])


def factuality(net, states, batch):
    words = net.words(states, "event", batch)
    at = [(row, column + i - a, s, c, p) for row, d, a, b, column in streams.positions(batch) for i, s, c, p in d.labels["factuality"] if a <= i < b]
    if not at:
        return words.sum() * 0
    rows, columns, scores, certainty, polarity = zip(*at)
    h = words[torch.tensor(rows), torch.tensor(columns)]
    loss = F.smooth_l1_loss(net.linear["factuality"](h).float().squeeze(-1), torch.tensor(scores))
    loss = loss + 0.5 * known(net.linear["certainty"](h), certainty) + 0.5 * known(net.linear["polarity"](h), polarity)
    if batch["samples"][0].runs[0][0].name.startswith(("uds", "uw")):  # these mark nearly all events
        gold = torch.zeros(words.shape[:2])
        gold[torch.tensor(rows), torch.tensor(columns)] = 1.0
        inside = batch["sentence"] >= 0
        loss = loss + F.binary_cross_entropy_with_logits(net.linear["event"](words).float().squeeze(-1)[inside], gold[inside])
    return loss


def known(scores, labels):
    labels = torch.tensor(labels)
    return F.cross_entropy(scores.float(), labels, ignore_index=-1) if (labels >= 0).any() else scores.sum() * 0


def cause(net, states, batch):
    tags = streams.chain_labels(batch, "cause", data.CAUSE_TAGS)
    emissions = net.linear["cause"](net.words(states, "cause", batch)).float()
    loss = net.chain["cause"].loss(emissions, onehot(tags, emissions.shape[-1]), batch["lengths"])
    causal = net.linear["causal"](net.sentences(states, "cause", batch)).float().squeeze(-1)
    return loss + 0.5 * F.binary_cross_entropy_with_logits(causal, streams.by_sentence(batch, "causal"))


def check(net, states, batch):
    score = net.linear["check"](net.sentences(states, "check", batch)).float().squeeze(-1)
    return F.binary_cross_entropy_with_logits(score, streams.by_sentence(batch, "check"))


def embedding(net, states, batch, teacher):
    """Each sentence's embedding stays where the untrained encoder has it alone."""
    target = teacher(batch)
    h = net.group(states, "embedding")
    h = h.gather(1, batch["first"][:, :, None].expand(-1, -1, h.shape[-1]))
    own = net.linear["embedding"](network.pooled(h, batch["sentence"], batch["sentences"])).float()
    return 1 - F.cosine_similarity(own, target).mean()


LOSSES = {"attribution": attribution, "syntax": syntax, "entity": entity, "factuality": factuality, "cause": cause, "check": check}


# Dev figures: close to the scorers', on words.


def spans(path, tags, offset=0):
    out, start = [], None
    for i, t in enumerate(path):
        tag = tags[t]
        if tag[0] in "BS":
            start = i
        if tag[0] in "ES" and start is not None:
            out.append((start + offset, i + 1 + offset, tag[2:]))
            start = None
    return out


def f1(hit, predicted, gold):
    return 200 * hit / (predicted + gold) if predicted + gold else 0.0


@torch.no_grad()
def measure(net, sets, pieces):
    """All dev figures by name, on the documents of `sets`: {task.file: documents}."""
    net.eval()
    out = {}
    for name, documents in sets.items():
        task = name.split(".")[0]
        counts = {}
        add = lambda key, *v: counts.__setitem__(key, [x + y for x, y in zip(counts.get(key, [0, 0, 0]), v)])
        xy = []
        samples = [streams.Sample([(d, a, b)]) for d in documents for a, b in data.windows(d, pieces)]
        samples.sort(key=lambda s: s.runs[0][2] - s.runs[0][1])
        for at in range(0, len(samples), 32):
            batch = streams.collate(samples[at : at + 32], pieces)
            with torch.autocast("cpu", torch.bfloat16):
                states = net.states(batch)
                MEASURES[task](net, states, batch, add, xy)
        for key, v in counts.items():
            out[f"{name} {key}"] = f1(*v)
        if xy:
            x = torch.tensor(xy)
            out[f"{name} r"] = 100 * torch.corrcoef(x.T)[0, 1].item()
    net.train()
    return out


def chained(task, names):
    def run(net, states, batch, add, xy):
        group = {"attribution": "attribution", "entity": "entity", "cause": "cause"}[task]
        emissions = net.linear[task](net.words(states, group, batch)).float()
        tags = net.chain[task].tags
        for (row, d, a, b, _), path in zip(streams.positions(batch), net.chain[task].decode(emissions, batch["lengths"])):
            gold = [t for t in spans(d.labels[task][a:b], tags)]
            found = spans(path, tags)
            if task == "entity":
                gold, found = ([s for s in x if s[2] in d.labels["kinds"]] for x in (gold, found))
            for label in names:
                g, p = ({s for s in x if s[2] == label} for x in (gold, found))
                add(label, len(g & p), len(p), len(g))
            add("all", len(set(gold) & set(found)), len(found), len(gold))
        if task == "attribution":
            best = net.links(states, batch).argmax(-1)
            for row, d, a, b, column in streams.positions(batch):
                for i in range(a, b):
                    if d.labels["link"][i] >= a and d.labels["link"][i] < b:
                        add("link", int(best[row, column + i - a] == column + d.labels["link"][i] - a + 1), 1, 1)
        if task == "cause":
            got = net.linear["causal"](net.sentences(states, "cause", batch)).float().squeeze(-1) > 0
            gold = streams.by_sentence(batch, "causal") > 0.5
            add("sentence", int((got & gold).sum()), int(got.sum()), int(gold.sum()))
    return run


def measure_syntax(net, states, batch, add, xy):
    words = net.words(states, "syntax", batch)
    for name in ("upos", "xpos"):
        best = net.linear[name](words).argmax(-1)
        for row, gold in enumerate(text_labels(batch, name)):
            for i in range(int(batch["lengths"][row])):
                add(name, int(net.names[name][best[row, i]] == gold[i]), 1, 1)
    heads, rels = arcs_of(net, batch)
    score, rdep, rhead = net.arcs(states, batch)
    best = score.argmax(-1)
    rel = net.rels(rdep, rhead, best).argmax(-1)
    inside = batch["sentence"] >= 0
    add("uas", int((best == heads)[inside].sum()), int(inside.sum()), int(inside.sum()))
    add("las", int(((best == heads) & (rel == rels))[inside].sum()), int(inside.sum()), int(inside.sum()))


def measure_factuality(net, states, batch, add, xy):
    words = net.words(states, "event", batch)
    score, certainty, polarity = (net.linear[k](words).float() for k in ("factuality", "certainty", "polarity"))
    for row, d, a, b, column in streams.positions(batch):
        for i, s, c, p in d.labels["factuality"]:
            if a <= i < b:
                at = row, column + i - a
                if s is not None:
                    xy.append([s, score[at].item()])
                if c >= 0:
                    u, v = c > 0, int(certainty[at].argmax()) > 0
                    add("uncertain", int(u and v), int(v), int(u))
                if p >= 0:
                    u, v = p == 1, int(polarity[at].argmax()) == 1
                    add("negated", int(u and v), int(v), int(u))


def measure_check(net, states, batch, add, xy):
    got = net.linear["check"](net.sentences(states, "check", batch)).float().squeeze(-1) > 0
    gold = streams.by_sentence(batch, "check") > 0.5
    add("f1", int((got & gold).sum()), int(got.sum()), int(gold.sum()))


MEASURES = {"attribution": chained("attribution", data.ROLES), "entity": chained("entity", data.KINDS[:3]), "cause": chained("cause", data.CAUSES), "syntax": measure_syntax, "factuality": measure_factuality, "check": measure_check}
