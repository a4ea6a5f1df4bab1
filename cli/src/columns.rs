//! Alignment of the columns of a table.

/// Pads cells to the width of their column: left-aligned in the first `left` columns, right-aligned in the others, which have numbers.
pub fn align(lines: &[Vec<String>], left: usize) -> Vec<String> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let length = |cell: &String| cell.chars().count();
    let widest = |column| lines.iter().filter_map(|line| line.get(column)).map(length).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let pad = |column: usize, cell: &str, width: usize| {
        if column < left { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    };
    let line = |cells: &Vec<String>| {
        let cells: Vec<String> =
            cells.iter().zip(&widths).enumerate().map(|(n, (cell, width))| pad(n, cell, *width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_to_the_left_and_numbers_to_the_right() {
        let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        let lines = [line(&["name", "s", "MB"]), line(&["é", "12.5"]), line(&["other", "1", "300"])];
        assert_eq!(align(&lines, 1), ["name      s   MB", "é      12.5", "other     1  300"]);
    }
}
