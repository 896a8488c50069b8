//! The arithmetic, once for every kind of processor, with the same bits on all of them.
//!
//! Two things have code of their own per processor: sums of products of bytes ([`product`], [`attention`]), since integers
//! add up to the same whatever the order, and sums of float products in registers (`lanes`). All other arithmetic is plain code that the
//! compiler vectorises once for each [`Path`]. Floats give the same bits on each since their order is written down: sums
//! run in one order per output, or in [`LANES`] lanes that are then added as a fixed tree; and it is written down where a
//! product is rounded before it is added (in plain code) and where it is not (in `lanes`).
//!
//! This module is the only one with `unsafe` code: calls of functions that need what a [`Path`] stands for, and loads
//! and stores of whole registers.
#![allow(unsafe_code)]

pub mod attention;
pub mod elementwise;
pub mod floats;
mod lanes;
pub mod multiply;
pub mod product;
pub mod quantise;

/// Lanes of every sum over a row, on all processors.
pub const LANES: usize = 16;

/// Instructions that this processor has. One can only be had from [`Path::best`] or [`Path::all`], which look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "aarch64")]
    Neon,
    Portable,
}

impl Path {
    /// Every path that this processor can take, fastest first; the portable one is always there.
    pub fn all() -> Vec<Path> {
        let mut paths = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            use std::is_x86_feature_detected as has;
            if has!("avx512f")
                && has!("avx512bw")
                && has!("avx512dq")
                && has!("avx512vl")
                && has!("avx512vnni")
            {
                paths.push(Path(Kind::Avx512));
            }
            if has!("avx2") && has!("fma") {
                paths.push(Path(Kind::Avx2));
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            paths.push(Path(Kind::Neon));
        }
        paths.push(Path(Kind::Portable));
        paths
    }

    /// The fastest path that this processor can take.
    pub fn best() -> Path {
        Path::all().first().copied().unwrap_or(Path(Kind::Portable))
    }

    /// Its name, for people: `avx512-vnni`, `avx2`, `neon` or `portable`.
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512-vnni",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "aarch64")]
            Kind::Neon => "neon",
            Kind::Portable => "portable",
        }
    }
}

/// Makes a method of [`Path`] that runs a function compiled for that path.
///
/// The function must be `#[inline(always)]`: it takes on the instructions of the wrapper that it is inlined into. One that
/// is written `function<Register>` takes the path's [`lanes`] as its parameter, `function<Bytes>` its products of bytes;
/// both may be unsafe for nothing else than that they need its instructions.
macro_rules! on_each_path {
    ($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),* $(,)?) = $body:ident $(<$own:ident>)?) => {
        impl $crate::kernels::Path {
            $(#[$doc])*
            #[allow(unused_imports, unused_unsafe)]
            pub fn $name(self, $($arg: $type),*) {
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
                fn avx512($($arg: $type),*) {
                    use $crate::kernels::{lanes::avx512::Register, product::avx512::Bytes};
                    // SAFETY: this function has the instructions.
                    unsafe { $body$(::<$own>)?($($arg),*) }
                }
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $type),*) {
                    use $crate::kernels::{lanes::avx2::Register, product::avx2::Bytes};
                    // SAFETY: this function has the instructions.
                    unsafe { $body$(::<$own>)?($($arg),*) }
                }
                match self.0 {
                    // SAFETY: this path exists only where `Path::all` has seen these instructions.
                    #[cfg(target_arch = "x86_64")]
                    $crate::kernels::Kind::Avx512 => unsafe { avx512($($arg),*) },
                    // SAFETY: as above.
                    #[cfg(target_arch = "x86_64")]
                    $crate::kernels::Kind::Avx2 => unsafe { avx2($($arg),*) },
                    // NEON is part of every aarch64 that the compiler aims at by default.
                    #[cfg(target_arch = "aarch64")]
                    $crate::kernels::Kind::Neon => {
                        use $crate::kernels::{lanes::neon::Register, product::neon::Bytes};
                        // SAFETY: as above.
                        unsafe { $body$(::<$own>)?($($arg),*) }
                    }
                    $crate::kernels::Kind::Portable => {
                        use $crate::kernels::{lanes::portable::Register, product::portable::Bytes};
                        // SAFETY: these need no instructions of their own.
                        unsafe { $body$(::<$own>)?($($arg),*) }
                    }
                }
            }
        }
    };
}
use on_each_path;

#[cfg(test)]
pub(crate) mod tests;
