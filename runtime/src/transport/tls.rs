//! TLS by rustls with `ring`, which builds without cmake.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::transport::error::{TransportError, TransportErrorKind};

/// Returns a configuration that trusts the system's root certificates. Reading those takes milliseconds: once is enough for all clients.
pub(crate) fn system() -> Result<ClientConfig, TransportError> {
    static CONFIG: OnceLock<ClientConfig> = OnceLock::new();
    match CONFIG.get() {
        Some(config) => Ok(config.clone()),
        None => {
            let config = negotiating(build_system().map_err(refused)?);
            Ok(CONFIG.get_or_init(|| config).clone())
        }
    }
}

fn build_system() -> Result<ClientConfig, rustls::Error> {
    let config = begin()?;
    Ok(match config.clone().with_platform_verifier() {
        Ok(config) => config.with_no_client_auth(),
        // A system without root certificates can still speak plain HTTP; HTTPS will find no trusted issuer and say so.
        Err(_) => config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth(),
    })
}

/// Offers the versions of HTTP that the transport speaks (RFC 7301). reqwest takes a configuration as it is, and a server that is offered nothing responses
/// with HTTP/1.1.
fn negotiating(mut config: ClientConfig) -> ClientConfig {
    let versions: &[&str] = if cfg!(feature = "http2") { &["h2", "http/1.1"] } else { &["http/1.1"] };
    config.alpn_protocols = versions.iter().map(|version| version.as_bytes().to_vec()).collect();
    config
}

fn begin() -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, rustls::Error> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions()
}

/// Returns a configuration that trusts the certificates of a PEM text besides. Android's verifier takes none.
#[cfg(not(target_os = "android"))]
pub(crate) fn with_roots(pem: &[u8]) -> Result<ClientConfig, TransportError> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;

    let roots = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let roots = roots.map_err(|fault| unusable("the root certificates cannot be read").with_source(fault))?;
    if roots.is_empty() {
        return Err(unusable("there is no certificate in the PEM text"));
    }
    let config = begin().map_err(refused)?;
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(roots, Arc::new(ring::default_provider()))
        .map_err(refused)?;
    Ok(negotiating(config.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth()))
}

fn refused(fault: rustls::Error) -> TransportError {
    unusable("TLS cannot be set up").with_source(Refusal(fault))
}

/// Error of setting up rustls. It is a type of its own whose `Debug` is its message: the derived `Debug` of rustls' error would add 20 kB to every program.
struct Refusal(rustls::Error);

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Refusal {}

fn unusable(message: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, message)
}
