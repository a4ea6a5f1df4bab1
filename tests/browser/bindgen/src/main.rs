//! `bindgen FILE.wasm DIR`: the JavaScript through which a page uses the file, as the command `wasm-bindgen --target web` writes it.

use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = arguments.as_slice() else { return Err("usage: bindgen FILE.wasm DIR".into()) };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).web(true)?.omit_default_module_path(false).typescript(false).generate(output)?;
    Ok(())
}
