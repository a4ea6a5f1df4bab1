//! The settings of a client and the profiles of an API.

use super::{Docs, SchemeKind};
use crate::naming::MethodName;

/// The settings of a client besides credentials and servers.
#[derive(Clone, Debug, Default)]
pub struct ClientSettings {
    /// Values that it sends with every call.
    pub settings: Vec<ClientSetting>,
    /// The environment variable with more headers.
    pub headers_env: Option<String>,
    /// Other ways in which the API is served.
    pub profiles: Vec<Profile>,
}

impl ClientSettings {
    /// Returns every setting with a setter, those of profiles included; each once.
    pub fn setters(&self) -> Vec<(&ClientSetting, &MethodName)> {
        let mut setters: Vec<(&ClientSetting, &MethodName)> = Vec::new();
        let of_profiles = self.profiles.iter().flat_map(|profile| &profile.settings);
        for setting in self.settings.iter().chain(of_profiles) {
            let Some(name) = &setting.setter else { continue };
            if !setters.iter().any(|(_, known)| *known == name) {
                setters.push((setting, name));
            }
        }
        setters
    }
}

/// The part of a request that carries a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingPlace {
    /// A header.
    Header,
    /// A query parameter.
    Query,
    /// The paths of a profile.
    Path,
}

/// A value that a client has once.
#[derive(Clone, Debug)]
pub struct ClientSetting {
    /// The part of the request that carries it.
    pub place: SettingPlace,
    /// Name on the wire.
    pub wire: String,
    /// Value unless another one is given.
    pub default: Option<String>,
    /// Environment variable read by `from_env`.
    pub env: Option<String>,
    /// True if a client cannot do without the setting.
    pub required: bool,
    /// Setter on the client builder; a plain constant has none.
    pub setter: Option<MethodName>,
    /// Description, Markdown.
    pub docs: Docs,
}

/// Another way in which an API is served.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Method of the client builder: `azure`.
    pub name: MethodName,
    /// Description, Markdown.
    pub docs: Docs,
    /// Base URL, or the path of one.
    pub server: Option<String>,
    /// Environment variable with the base URL.
    pub env: Option<String>,
    /// Credentials that are sent otherwise.
    pub credentials: Vec<PlacedCredential>,
    /// Values that are sent with every call.
    pub settings: Vec<ClientSetting>,
    /// Paths of operations, and the templates used instead.
    pub paths: Vec<(String, String)>,
}

/// A credential that a profile sends in another form than the document's.
#[derive(Clone, Debug)]
pub struct PlacedCredential {
    /// Name of the scheme in the document.
    pub id: String,
    /// The form of the credential.
    pub kind: SchemeKind,
    /// Environment variable.
    pub env: String,
}
