"""Makes calls from an OpenAPI document and judges what a generated crate did with them, with implementations that are not Specsmith's."""
