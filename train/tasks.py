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
    loss = loss + known(net.linear["certainty"](h), certainty) + known(net.linear["polarity"](h), polarity)
    inside, gold = torch.zeros(words.shape[:2], dtype=torch.bool), torch.zeros(words.shape[:2])
    gold[torch.tensor(rows), torch.tensor(columns)] = 1.0
    for row, d, a, b, column in streams.positions(batch):
        for first, end in d.labels["marked"]:
            inside[row, column + max(first, a) - a : column + max(min(end, b), a) - a] = True
    if inside.any():
        loss = loss + F.binary_cross_entropy_with_logits(net.linear["event"](words).float().squeeze(-1)[inside], gold[inside])
    return loss


def known(scores, labels):
    labels = torch.tensor(labels)
    return F.cross_entropy(scores.float(), labels, ignore_index=-1) if (labels >= 0).any() else scores.sum() * 0


def cause(net, states, batch):
    words, loss = net.words(states, "cause", batch), 0
    for part, names in data.CAUSE_TAGS.items():
        tags = streams.chain_labels(batch, part, names)
        loss = loss + net.chain[part].loss(net.linear[part](words).float(), onehot(tags, len(names)), batch["lengths"])
    causal = net.linear["causal"](net.sentences(states, "cause", batch)).float().squeeze(-1)
    return loss + F.binary_cross_entropy_with_logits(causal, streams.by_sentence(batch, "causal"))


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


class Referents:
    """The words of a document that may refer, as the network tags them, and the features of their pairs."""

    def __init__(self, net, states, batch, document, flat):
        words = net.group(states, "syntax").gather(1, batch["first"][:, :, None].expand(-1, -1, 384))
        upos, xpos = (net.linear[k](words).flatten(0, 1)[flat].argmax(-1).tolist() for k in ("upos", "xpos"))
        score, rdep, rhead = net.arcs(states, batch)
        best = score.argmax(-1)
        rel = net.rels(rdep, rhead, best).argmax(-1).flatten()[flat].tolist()
        n = batch["first"].shape[1]
        place = {int(f): i for i, f in enumerate(flat)}
        column = best.flatten()[flat].tolist()
        rows = (flat // n).tolist()
        self.heads = [place.get(r * n + c - 1, -1) if c else -1 for r, c in zip(rows, column)]
        upos = [net.names["upos"][t] for t in upos]
        kinds = [data.referent(w, u, net.names["xpos"][x]) for w, u, x in zip(document.words, upos, xpos)]
        self.at = [i for i, k in enumerate(kinds) if k is not None and net.names["rel"][rel[i]] not in ("flat", "fixed", "goeswith")]
        self.sentence = torch.tensor([k for k, (s, e, _) in enumerate(document.sentences) for _ in range(s, e)])
        self.features = pair_features(document, upos, kinds, self.at, self.sentence)

    def head(self, first, end):
        """The word of a mention whose head lies outside it."""
        return next((i for i in range(first, end) if not first <= self.heads[i] < end), first)


def pair_features(document, upos, kinds, at, sentence):
    """Indices [K, K] into the tables of distance (referents, sentences), classes with match, and quotation, for (later, earlier)."""
    kind = torch.tensor([kinds[i] for i in at])
    quoted = torch.tensor(data.quoted(document.words, data.block_of(document)))[at].long()
    far = lambda x: torch.tensor([data.bucket(n) for n in range(int(x.max()) + 1)])[x] if x.numel() else x
    index = torch.arange(len(at))
    s = sentence[at]
    low = [w.lower() for w in document.words]
    number = {}
    ids = torch.tensor([number.setdefault(low[i], len(number)) for i in at])
    same = ids[:, None] == ids[None, :]
    names = [set() for _ in at]
    for k, i in enumerate(at):
        if upos[i] == "PROPN":
            a = b = i
            while a > 0 and upos[a - 1] == "PROPN" and sentence[a - 1] == sentence[i]:
                a -= 1
            while b + 1 < len(low) and upos[b + 1] == "PROPN" and sentence[b + 1] == sentence[i]:
                b += 1
            names[k] = {number.setdefault(w, len(number)) for w in low[a : b + 1] if len(w) > 1}
    has = torch.zeros(len(at), len(number))
    for k, run in enumerate(names):
        has[k, list(run)] = 1.0
    match = torch.where(same, 2, (has @ has.T > 0).long())
    pairs = (match * data.REFERENTS + kind[:, None]) * data.REFERENTS + kind[None, :]
    return far((index[:, None] - index[None, :]).clamp_min(0)), far((s[:, None] - s[None, :]).clamp_min(0)), pairs, 4 * kind[:, None] + 2 * quoted[:, None] + quoted[None, :]


def by_head(found, mentions):
    """The longest mention of each head."""
    out = {}
    for mention in mentions:
        h = found.head(*mention[:2])
        if h not in out or mention[1] - mention[0] > out[h][1] - out[h][0]:
            out[h] = mention
    return out


def coref(net, states, batch):
    """-log P of the gold antecedents together (Lee et al. 2017, on heads: Dobrovolskii 2021), and of the mentions' edges."""
    every = net.words(states, "coreference", batch).flatten(0, 1)
    loss = every.sum() * 0
    documents = streams.by_document(batch)
    for document, flat in documents:
        with torch.no_grad():
            found = Referents(net, states, batch, document, flat)
        words = every[flat]
        mentions = by_head(found, document.labels["mentions"])
        entity = {h: at for h, (_, _, at) in mentions.items()}
        spans = by_head(found, document.labels.get("phrases", ())) | mentions
        if not spans:
            continue
        heads = torch.tensor(list(spans))
        edge = net.edges(words, heads, found.sentence)
        for side, gold in zip(edge, ([s[0] for s in spans.values()], [s[1] - 1 for s in spans.values()])):
            gold = torch.tensor(gold)
            fits = side.gather(1, gold[:, None])[:, 0] > -1e3  # a mention may cross what we take for a sentence
            if fits.any():
                loss = loss + 0.5 * F.cross_entropy(side[fits], gold[fits])
        if len(found.at) < 2:
            continue
        at = torch.tensor(found.at)
        score = net.antecedents(words, at, found.features)
        mine = torch.tensor([entity.get(i, -1) for i in found.at])
        earlier = torch.ones(len(at), len(at), dtype=torch.bool).tril(-1)
        if not document.labels["exhaustive"]:
            earlier = earlier & (mine >= 0)[None, :]
        gold = earlier & (mine[:, None] == mine[None, :]) & (mine >= 0)[:, None]
        score = score.masked_fill(~earlier, -1e4)
        none = torch.zeros(len(at), 1)
        total = torch.logsumexp(torch.cat([none, score], 1), 1)
        right = torch.logsumexp(torch.cat([none.masked_fill(gold.any(1, keepdim=True), -1e4), score.masked_fill(~gold, -1e4)], 1), 1)
        asked = torch.ones(len(at), dtype=torch.bool) if document.labels["exhaustive"] else mine >= 0
        if asked.any():
            loss = loss + 2.0 * (total - right)[asked].mean()
    return loss / len(documents)


LOSSES = {
    "attribution": attribution, "syntax": syntax, "entity": entity, "factuality": factuality, "cause": cause, "check": check,
    "coref": coref,
}


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
        whole = [[streams.Sample([(d, a, b)]) for a, b in data.windows(d, pieces)] for d in documents]
        samples = sorted((s for w in whole for s in w), key=lambda s: s.runs[0][2] - s.runs[0][1])
        for samples in whole if task == "coref" else [samples[at : at + 32] for at in range(0, len(samples), 32)]:
            batch = streams.collate(samples, pieces)
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


def count_spans(add, labels, gold, found):
    for label in labels:
        g, p = ({s for s in x if s[2] == label} for x in (gold, found))
        add(label, len(g & p), len(p), len(g))
    add("all", len(set(gold) & set(found)), len(found), len(gold))


def chained(net, states, batch, task, name, names, group):
    """(document, gold spans, found spans) of every run of words."""
    emissions = net.linear[name](net.words(states, group, batch)).float()
    for (row, d, a, b, column), path in zip(streams.positions(batch), net.chain[name].decode(emissions, batch["lengths"])):
        yield d, spans(d.labels[name][a:b], names), spans(path, names)


def measure_attribution(net, states, batch, add, xy):
    for _, gold, found in chained(net, states, batch, "attribution", "attribution", data.ATTRIBUTION_TAGS, "attribution"):
        count_spans(add, data.ROLES, gold, found)
    best = net.links(states, batch).argmax(-1)
    for row, d, a, b, column in streams.positions(batch):
        for i in range(a, b):
            if a <= d.labels["link"][i] < b:
                add("link", int(best[row, column + i - a] == column + d.labels["link"][i] - a + 1), 1, 1)


def measure_entity(net, states, batch, add, xy):
    for d, gold, found in chained(net, states, batch, "entity", "entity", data.ENTITY_TAGS, "entity"):
        count_spans(add, data.KINDS[:3], *([s for s in x if s[2] in d.labels["kinds"]] for x in (gold, found)))


def measure_cause(net, states, batch, add, xy):
    for part, names in data.CAUSE_TAGS.items():
        for _, gold, found in chained(net, states, batch, "cause", part, names, "cause"):
            add(part, len(set(gold) & set(found)), len(found), len(gold))
    got = net.linear["causal"](net.sentences(states, "cause", batch)).float().squeeze(-1) > 0
    gold = streams.by_sentence(batch, "causal") > 0.5
    add("sentence", int((got & gold).sum()), int(got.sum()), int(gold.sum()))


def measure_coref(net, states, batch, add, xy):
    """B-cubed of exact mentions in chains of two or more."""
    every = net.words(states, "coreference", batch).flatten(0, 1)
    for document, flat in streams.by_document(batch):
        found = Referents(net, states, batch, document, flat)
        words, at = every[flat], torch.tensor(found.at)
        score = net.antecedents(words, at, found.features).masked_fill(torch.ones(len(at), len(at)).triu().bool(), -1e4)
        chain = list(range(len(at)))
        for i, (best, value) in enumerate(zip(score.argmax(1).tolist(), score.amax(1).tolist())):
            if value > 0:
                chain[i] = chain[best]
        edge = net.edges(words, at, found.sentence).argmax(-1).tolist()
        predicted, gold = {}, {}
        for k, (a, b) in enumerate(zip(*edge)):
            predicted.setdefault(chain[k], set()).add((a, b + 1))
        for a, b, e in document.labels["mentions"]:
            gold.setdefault(e, set()).add((a, b))
        predicted, gold = ({m: frozenset(c) for c in x.values() if len(c) > 1 for m in c} for x in (predicted, gold))
        both = lambda x, y: sum(len(c & y[m]) / len(c) for m, c in x.items() if m in y)
        add("mentions", len(predicted.keys() & gold.keys()), len(predicted), len(gold))
        add("precision", both(predicted, gold), len(predicted), len(predicted))
        add("recall", both(gold, predicted), len(gold), len(gold))


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


MEASURES = {
    "attribution": measure_attribution, "entity": measure_entity, "cause": measure_cause, "syntax": measure_syntax,
    "factuality": measure_factuality, "check": measure_check, "coref": measure_coref,
}
