//! Compiles the descriptors of o365.proto, which protoc or `buf build` made before: its time is not counted here.

fn main() {
    println!("cargo::rerun-if-changed=o365.binpb");
    prost_build::Config::new()
        .skip_protoc_run()
        .file_descriptor_set_path("o365.binpb")
        .compile_protos(&["o365.proto"], &["."])
        .expect("the code of o365.proto");
}
