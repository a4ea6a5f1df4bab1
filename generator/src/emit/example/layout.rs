//! Lays out an example's code as rustfmt would, as far as a call needs it.

/// Width of a line of an example.
const WIDTH: usize = 92;

/// Returns the head of the function around an example: `async fn example() -> Result<(), krate::Error> {`.
pub(super) fn function(parameters: &[(String, String)], krate: &str) -> String {
    let written: Vec<String> = parameters.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    let line = format!("async fn example({}) -> Result<(), {krate}::Error> {{", written.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let lines: Vec<String> = written.iter().map(|parameter| format!("    {parameter},")).collect();
    format!("async fn example(\n{}\n) -> Result<(), {krate}::Error> {{", lines.join("\n"))
}

/// Returns a statement of a chain of calls: on one line, or one call a line.
pub(super) fn chain(binding: &str, links: &[String]) -> String {
    let line = format!("{binding}{};", links.concat());
    if line.chars().count() <= WIDTH && links.len() <= 6 {
        return line;
    }
    let mut lines = Vec::with_capacity(links.len());
    for (at, link) in links.iter().enumerate() {
        let indent = if at == 0 { "" } else { "    " };
        lines.push(format!("{indent}{link}"));
    }
    format!("{binding}{};", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_chains_break() {
        let links = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(chain("", &links(&["client", ".ping()", ".await?"])), "client.ping().await?;");
        let long = "\"x\"".repeat(40);
        let call = format!(".get({long})");
        assert_eq!(
            chain("let pet = ", &links(&["client", &call, ".await?"])),
            format!("let pet = client\n    {call}\n    .await?;")
        );
    }
}
