//! The arithmetic on every path that this processor has against the portable one: the same bits, whatever the numbers.
#![no_main]

use claimant_model::kernels::Path;
use claimant_model::kernels::product::Linear;
use claimant_model::kernels::quantise::Quantised;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, u8, Vec<u8>, Vec<f32>)| {
    let (rows, inputs, outputs, weights, floats) = input;
    let (rows, inputs, outputs) =
        (1 + usize::from(rows % 16), 1 + usize::from(inputs % 130), 1 + usize::from(outputs % 70));
    if weights.is_empty() || floats.is_empty() {
        return;
    }
    // A state is finite: the weights are, and normalisation keeps it so.
    let float = |i: usize| Some(floats[i % floats.len()]).filter(|x| x.is_finite()).unwrap_or(0.0).clamp(-1e4, 1e4);
    let weights: Vec<u8> = (0..outputs * inputs).map(|i| weights[i % weights.len()]).collect();
    let x: Vec<f32> = (0..rows * inputs).map(float).collect();
    let (scale, bias): (Vec<f32>, Vec<f32>) = (0..outputs).map(|i| (float(i).abs() / 1e3, float(i + 7))).unzip();
    let Some(linear) = Linear::new(&weights, inputs, &scale, &bias) else { return };
    let compute = |path: Path| {
        let (mut quantised, mut out) = (Quantised::default(), vec![0.0; rows * outputs]);
        path.quantise(&x, inputs, &mut quantised);
        path.product(&quantised, &linear, &mut out);
        path.gelu(&mut out);
        out.iter().map(|x| x.to_bits()).collect::<Vec<u32>>()
    };
    let paths = Path::all();
    let portable = compute(*paths.last().expect("the portable path is always there"));
    for path in paths {
        assert_eq!(compute(path), portable, "{}", path.name());
    }
});
