"""Writes a trained state as the file that `claimant-model` reads: `python train/export.py STATE.pt OUT.safetensors --vocabulary vocab.txt`.

int8 weights by output channel, laid out for the kernels where that goes without a rest; everything else f32. The bytes depend on the weights alone.
"""

import argparse, json, pathlib
import torch
from safetensors.torch import save_file

import data, network

NAME = "claimant-minilm-l6"
REFER = ("refer", "refer_from", "refer_to", "refer_far", "refer_sentences", "refer_kinds", "refer_quoted", "edge_first", "edge_last", "edge_first_bias", "edge_last_bias")


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
    for name in ("arc", "arc_head", "arc_root", "rel", "rel_dep", "rel_head", "rel_bias", "rel_root", "link", "link_cue", "link_none", *REFER):
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--vocabulary", type=pathlib.Path, required=True)
    args = parser.parse_args()
    state = torch.load(args.state, weights_only=False, map_location="cpu")
    net = network.Network(*(state["names"][k] for k in ("upos", "xpos", "rel")))
    net.load_state_dict(state["net"])
    out = tensors(net)
    out["vocab"] = torch.tensor(list(args.vocabulary.read_bytes().rstrip(b"\n")), dtype=torch.uint8)
    config = {"layers": len(net.encoder.layers), "hidden": 384, "heads": 12, "ffn": 1536, "window": data.WINDOW + 2, "features": network.FEATURES, "groups": list(network.GROUPS)}
    metadata = {"format": "claimant-model/1", "name": NAME, "config": json.dumps(config, sort_keys=True), "heads": json.dumps(heads(net), sort_keys=True)}
    save_file(out, args.out, metadata)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB, {len(out)} tensors")


if __name__ == "__main__":
    main()
