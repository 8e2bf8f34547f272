//! How wide the columns of a table become.

/// Two widths closer than this are the same, as in Prawn.
const PRECISION: f64 = 1e-9;

/// What a column asks for, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// It cannot be narrower.
    pub least: f64,
    /// The width of its widest cell.
    pub natural: f64,
    /// It need not be wider.
    pub greatest: f64,
}

/// The widths that together make `width`: what is missing is taken from every column in proportion
/// to what it can give, what is left over is handed out in proportion to what it can take.
///
/// The server refuses a table narrower than its least widths; here it is drawn at those widths.
pub fn solve(width: f64, columns: &[Column]) -> Vec<f64> {
    let sum = |of: fn(&Column) -> f64| columns.iter().map(of).sum::<f64>();
    let (least, natural, greatest) = (sum(|c| c.least), sum(|c| c.natural), sum(|c| c.greatest));
    if width - natural < -PRECISION {
        let share = ((width - least) / (natural - least)).max(0.0);
        columns.iter().map(|c| share * (c.natural - c.least) + c.least).collect()
    } else if width - natural > PRECISION && greatest > natural {
        let share = (width - natural) / (greatest - natural);
        columns.iter().map(|c| share * (c.greatest - c.natural) + c.natural).collect()
    } else {
        columns.iter().map(|c| c.natural).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(least: f64, natural: f64, greatest: f64) -> Column {
        Column { least, natural, greatest }
    }

    #[test]
    fn takes_in_proportion_to_what_each_can_give() {
        let columns = [column(10.0, 110.0, 500.0), column(10.0, 60.0, 500.0), column(20.0, 20.0, 500.0)];
        assert_eq!(solve(115.0, &columns), [60.0, 35.0, 20.0]);
    }

    #[test]
    fn hands_out_in_proportion_to_what_each_can_take() {
        let columns = [column(10.0, 100.0, 200.0), column(10.0, 100.0, 400.0), column(58.0, 58.0, 58.0)];
        assert_eq!(solve(358.0, &columns), [125.0, 175.0, 58.0]);
    }

    #[test]
    fn leaves_natural_widths_that_fit() {
        assert_eq!(solve(170.0, &[column(1.0, 100.0, 200.0), column(1.0, 70.0, 200.0)]), [100.0, 70.0]);
    }

    #[test]
    fn never_goes_below_the_least() {
        assert_eq!(solve(10.0, &[column(8.0, 100.0, 200.0), column(9.0, 70.0, 200.0)]), [8.0, 9.0]);
    }

    proptest! {
        #[test]
        fn widths_add_up_and_keep_their_bounds(
            columns in prop::collection::vec((0.0..50.0f64, 0.0..300.0f64, 0.0..300.0f64), 1..6),
            at in 0.0..1.0f64,
        ) {
            let columns: Vec<Column> = columns
                .iter()
                .map(|(least, more, most)| column(*least, least + more, least + more + most))
                .collect();
            let least: f64 = columns.iter().map(|c| c.least).sum();
            let greatest: f64 = columns.iter().map(|c| c.greatest).sum();
            let width = least + at * (greatest - least);
            let widths = solve(width, &columns);
            prop_assert!((widths.iter().sum::<f64>() - width).abs() < 1e-6);
            for (width, column) in widths.iter().zip(&columns) {
                prop_assert!(*width >= column.least - 1e-9 && *width <= column.greatest + 1e-9);
            }
        }
    }
}
