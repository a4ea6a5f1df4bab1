//! placeholder until the generator writes it
