"""Writes a trained state as the file that `claimant-model` reads: `python train/export.py STATE... OUT.safetensors --vocabulary vocab.txt`.

Of several states the mean is written: a run that went on from another, and the other (Wortsman et al. 2022). A state may be one that
`train.py` kept, or a file that was written here before. int8 weights by output channel, laid out for the kernels where that goes without a rest; everything else f32. The bytes depend on the weights alone.
"""

import argparse, json, pathlib
import torch
from safetensors import safe_open
from safetensors.torch import save_file

import data, network

NAME = "claimant-minilm-l6"
REFER = ("refer", "refer_from", "refer_to", "refer_far", "refer_sentences", "refer_kinds", "refer_quoted", "edge_first", "edge_last", "edge_first_bias", "edge_last_bias")
MATRICES = ("arc", "arc_head", "arc_root", "rel", "rel_dep", "rel_head", "rel_bias", "rel_root", "link", "link_cue", "link_none", *REFER)


def quantised(w):
    scale = (w.abs().amax(-1) / 127).clamp_min(1e-12)
    return (w / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def laid_out(w):
    """Tiles of 32 outputs, in groups of four inputs (`claimant_model::kernels::product`): the program reads them where they lie."""
    outputs, inputs = w.shape
    return w if outputs % 32 or inputs % 4 else w.reshape(outputs // 32, 32, inputs // 4, 4).transpose(1, 2)


def tensors(net):
    out = {}

    def linear(name, module):
        weight, out[f"{name}.scale"] = quantised(module.weight.data)
        out[f"{name}.weight"] = laid_out(weight)
        out[f"{name}.bias"] = module.bias.data

    def norm(name, module):
        out[f"{name}.weight"], out[f"{name}.bias"] = module.weight.data, module.bias.data

    encoder = net.encoder
    out["embeddings.word.weight"], out["embeddings.word.scale"] = quantised(encoder.word.weight.data)
    out["embeddings.position"], out["embeddings.feature"] = encoder.position.weight.data, encoder.feature.weight.data
    norm("embeddings.norm", encoder.norm)
    for i, layer in enumerate(encoder.layers):
        for part in ("qkv", "out", "up", "down"):
            linear(f"layer.{i}.{part}", getattr(layer, part))
        for part in ("norm1", "norm2"):
            norm(f"layer.{i}.{part}", getattr(layer, part))
    out["mix"] = torch.softmax(net.mix.data * 3, 1) * net.scale.data[:, None]
    for name, module in net.linear.items():
        linear(f"head.{name}", module)
    for name, chain in net.chain.items():
        steps, first, last = chain.weights()
        out[f"{name}.steps"], out[f"{name}.first"], out[f"{name}.last"] = steps.data, first.data, last.data
    for name in MATRICES:
        out[name.replace("_", ".")] = getattr(net, name).data
    return {k: v.contiguous() for k, v in sorted(out.items())}


def heads(net):
    of = lambda group, labels=None: {"group": group, "labels": labels or []}
    return {
        "upos": of("syntax", net.names["upos"]), "xpos": of("syntax", net.names["xpos"]), "rel": of("syntax", net.names["rel"]),
        "entity": of("entity", data.ENTITY_TAGS), "attribution": of("attribution", data.ATTRIBUTION_TAGS), **{part: of("cause", tags) for part, tags in data.CAUSE_TAGS.items()},
        "event": of("event", ["event"]), "factuality": of("event", ["score"]), "certainty": of("event", list(data.CERTAINTY)), "polarity": of("event", ["affirmed", "negated"]),
        "causal": of("pooled:cause", ["causal"]), "check": of("pooled:check", ["check"]),
    }


def state(path):
    """The state that `train.py` kept, or that a written file was made of, as far as int8 tells: weights to go on from."""
    if path.suffix != ".safetensors":
        return torch.load(path, weights_only=False, map_location="cpu")
    with safe_open(path, "pt") as file:
        labels = {k: v["labels"] for k, v in json.loads(file.metadata()["heads"]).items()}
        given = {k: file.get_tensor(k) for k in file.keys()}
    net = network.Network(*(labels[k] for k in ("upos", "xpos", "rel")))

    def matrix(name):
        weight, scale = given[f"{name}.weight"], given[f"{name}.scale"]
        weight = weight.transpose(1, 2).reshape(len(scale), -1) if weight.dim() == 4 else weight
        return weight.float() * scale[:, None]

    def fill(name, module):
        module.weight.data = matrix(name) if f"{name}.scale" in given else given[f"{name}.weight"]
        if f"{name}.bias" in given:
            module.bias.data = given[f"{name}.bias"]

    encoder = net.encoder
    fill("embeddings.word", encoder.word)
    fill("embeddings.norm", encoder.norm)
    encoder.position.weight.data, encoder.feature.weight.data = given["embeddings.position"], given["embeddings.feature"]
    for i, layer in enumerate(encoder.layers):
        for part in ("qkv", "out", "up", "down", "norm1", "norm2"):
            fill(f"layer.{i}.{part}", getattr(layer, part))
    net.scale.data = given["mix"].sum(1)
    net.mix.data = (given["mix"] / net.scale.data[:, None]).clamp_min(1e-12).log() / 3
    for name, module in net.linear.items():
        fill(f"head.{name}", module)
    for name, chain in net.chain.items():
        for part, bar in (("steps", chain.bar), ("first", chain.bar_first), ("last", chain.bar_last)):
            getattr(chain, part).data = given[f"{name}.{part}"].masked_fill(bar < 0, 0.0)
    for name in MATRICES:
        getattr(net, name).data = given[name.replace("_", ".")]
    return {"net": net.state_dict(), "names": net.names}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("states", type=pathlib.Path, nargs="+")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--vocabulary", type=pathlib.Path, required=True)
    args = parser.parse_args()
    states = [state(path) for path in args.states]
    assert all(one["names"] == states[0]["names"] for one in states), "states of other tags and relations"
    net = network.Network(*(states[0]["names"][k] for k in ("upos", "xpos", "rel")))
    net.load_state_dict({name: sum(one["net"][name] for one in states) / len(states) for name in states[0]["net"]})
    out = tensors(net)
    out["vocab"] = torch.tensor(list(args.vocabulary.read_bytes().rstrip(b"\n")), dtype=torch.uint8)
    config = {"layers": len(net.encoder.layers), "hidden": 384, "heads": 12, "ffn": 1536, "window": data.WINDOW + 2, "features": network.FEATURES, "groups": list(network.GROUPS)}
    metadata = {"format": "claimant-model/1", "name": NAME, "config": json.dumps(config, sort_keys=True), "heads": json.dumps(heads(net), sort_keys=True)}
    save_file(out, args.out, metadata)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB, {len(out)} tensors")


if __name__ == "__main__":
    main()
