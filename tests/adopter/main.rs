//! Crates outside of this workspace: what somebody who uses scopemark builds, breaks, edits and reads.
//!
//! trybuild runs `mixed_up` alone: the others need a build script and documents, which its projects do not have.

mod broken;
mod catalogue;
mod docs;
mod former;
mod impossible;
mod lints;
mod mixed_up;
mod providers;
mod readme;
mod rebuild;
mod resources;
mod same_bytes;
mod set_up;
mod support;
