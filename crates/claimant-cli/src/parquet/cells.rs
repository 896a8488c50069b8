//! The rows of a Parquet file as CSV, each value written as people write it in one.

use ::parquet::basic::{LogicalType, TimeUnit};
use ::parquet::data_type::Decimal;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use bytes::Bytes;
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span};

use super::LARGEST;
use crate::csv;

/// Columns that a table may have; each row is written with all of them.
const MOST_COLUMNS: usize = 4096;

/// The table in a file. Columns that hold lists or columns of their own are left out: no cell can say them.
pub fn csv(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let damaged = |error: ::parquet::errors::ParquetError| format!("it is no whole Parquet file: {error}");
    let reader = SerializedFileReader::new(Bytes::from(bytes)).map_err(damaged)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let columns: Vec<Column> =
        schema.root_schema().get_fields().iter().map(|field| Column::of(field)).collect();
    if columns.len() > MOST_COLUMNS {
        return Err(format!("it has more than {MOST_COLUMNS} columns"));
    }
    let shown = || columns.iter().filter(|column| column.plain);
    let mut out = csv::line(shown().map(|column| column.name.as_str().into())).into_bytes();
    for (number, row) in reader.get_row_iter(None).map_err(damaged)?.enumerate() {
        let row = row.map_err(damaged)?;
        let fields = row.get_column_iter().zip(&columns).filter(|(_, column)| column.plain);
        let cells = fields.map(|((_, field), column)| {
            let said = cell(field, column);
            said.map_err(|why| format!("row {}, column “{}”: {why}", number + 1, column.name))
        });
        let cells = cells.collect::<Result<Vec<String>, String>>()?;
        out.extend(csv::line(cells.into_iter().map(Into::into)).into_bytes());
        if out.len() as u64 > LARGEST {
            return Err("its table is larger than 512 MiB".to_owned());
        }
    }
    Ok(out)
}

/// One column.
struct Column {
    name: String,
    /// Whether it holds one value a row.
    plain: bool,
    /// Whether its whole numbers count billionths of a second.
    nanoseconds: bool,
}

impl Column {
    fn of(field: &::parquet::schema::types::Type) -> Column {
        let logical = field.get_basic_info().logical_type_ref();
        let nanoseconds =
            matches!(logical, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS);
        let repeated = field.get_basic_info().has_repetition()
            && field.get_basic_info().repetition() == ::parquet::basic::Repetition::REPEATED;
        Column { name: field.name().to_owned(), plain: field.is_primitive() && !repeated, nanoseconds }
    }
}

/// A value as it is written in CSV; what is missing is an empty cell.
fn cell(field: &Field, column: &Column) -> Result<String, String> {
    Ok(match field {
        Field::Null => String::new(),
        Field::Bool(value) => value.to_string(),
        Field::Byte(value) => value.to_string(),
        Field::Short(value) => value.to_string(),
        Field::Int(value) => value.to_string(),
        Field::Long(value) if column.nanoseconds => moment(*value, 1_000_000_000)?,
        Field::Long(value) => value.to_string(),
        Field::UByte(value) => value.to_string(),
        Field::UShort(value) => value.to_string(),
        Field::UInt(value) => value.to_string(),
        Field::ULong(value) => value.to_string(),
        Field::Float16(value) => number(f64::from(value.to_f32()), value.to_f32().to_string()),
        Field::Float(value) => number(f64::from(*value), value.to_string()),
        Field::Double(value) => number(*value, value.to_string()),
        Field::Decimal(value) => decimal(value)?,
        Field::Str(value) => value.clone(),
        Field::Bytes(value) => {
            std::str::from_utf8(value.data()).map_err(|_| "it is no text".to_owned())?.to_owned()
        }
        Field::Date(days) => day(*days)?,
        Field::TimestampMillis(value) => moment(*value, 1000)?,
        Field::TimestampMicros(value) => moment(*value, 1_000_000)?,
        Field::TimeMillis(value) => clock(i64::from(*value), 1000)?,
        Field::TimeMicros(value) => clock(*value, 1_000_000)?,
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            return Err("it holds several values".to_owned());
        }
    })
}

/// A number; one that is none is missing.
fn number(value: f64, written: String) -> String {
    if value.is_nan() { String::new() } else { written }
}

/// A decimal number with as many digits after the point as its column has.
fn decimal(value: &Decimal) -> Result<String, String> {
    let (bytes, scale) =
        (value.data(), usize::try_from(value.scale()).map_err(|_| "its scale is negative".to_owned())?);
    if bytes.is_empty() || bytes.len() > 16 || scale > 38 {
        return Err("it has more than 38 digits".to_owned());
    }
    let sign = if bytes[0] & 0x80 == 0 { 0_u8 } else { 0xff };
    let mut whole = [sign; 16];
    whole[16 - bytes.len()..].copy_from_slice(bytes);
    let unscaled = i128::from_be_bytes(whole);
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (before, after) = digits.split_at(digits.len() - scale);
    let (minus, point) = (if unscaled < 0 { "-" } else { "" }, if scale > 0 { "." } else { "" });
    Ok(format!("{minus}{before}{point}{after}"))
}

/// The day so many days after the first of 1970.
fn day(days: i32) -> Result<String, String> {
    let wrong = || format!("{days} is no day");
    let since = Span::new().try_days(days).map_err(|_| wrong())?;
    Ok(Date::constant(1970, 1, 1).checked_add(since).map_err(|_| wrong())?.to_string())
}

/// The day and time so many parts of a second after the beginning of 1970; the day alone where it is midnight.
fn moment(parts: i64, in_a_second: i64) -> Result<String, String> {
    let wrong = || format!("{parts} is no time");
    let (seconds, rest) = (parts.div_euclid(in_a_second), parts.rem_euclid(in_a_second));
    let nanoseconds = i32::try_from(rest * (1_000_000_000 / in_a_second)).map_err(|_| wrong())?;
    let since = SignedDuration::new(seconds, nanoseconds);
    let at = DateTime::constant(1970, 1, 1, 0, 0, 0, 0).checked_add(since).map_err(|_| wrong())?;
    Ok(at.to_string().trim_end_matches("T00:00:00").to_owned())
}

/// A time of day.
fn clock(parts: i64, in_a_second: i64) -> Result<String, String> {
    let moment = moment(parts, in_a_second)?;
    match moment.strip_prefix("1970-01-01") {
        Some("") => Ok("00:00:00".to_owned()),
        Some(time) => Ok(time.trim_start_matches('T').to_owned()),
        None => Err(format!("{parts} is no time of day")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_csv() {
        let column = |nanoseconds| Column { name: "x".to_owned(), plain: true, nanoseconds };
        let said = |field: Field| cell(&field, &column(false)).unwrap();
        assert_eq!(said(Field::Null), "");
        assert_eq!(
            [said(Field::Double(9050.0)), said(Field::Double(0.1)), said(Field::Double(f64::NAN))],
            ["9050", "0.1", ""]
        );
        assert_eq!(
            [said(Field::Long(-3)), said(Field::ULong(u64::MAX)), said(Field::Bool(true))],
            ["-3", "18446744073709551615", "true"]
        );
        assert_eq!([said(Field::Date(18_993)), said(Field::Date(-1))], ["2022-01-01", "1969-12-31"]);
        assert_eq!(said(Field::TimestampMillis(1_640_995_200_000)), "2022-01-01");
        assert_eq!(said(Field::TimestampMicros(1_640_995_200_500_000)), "2022-01-01T00:00:00.5");
        assert_eq!(cell(&Field::Long(-1_000_000_000), &column(true)).unwrap(), "1969-12-31T23:59:59");
        assert_eq!(said(Field::TimeMillis(30_600_000)), "08:30:00");
        let decimal = |unscaled: i32, scale| said(Field::Decimal(Decimal::from_i32(unscaled, 9, scale)));
        assert_eq!(
            [decimal(1250, 2), decimal(-5, 2), decimal(0, 0), decimal(7, 3)],
            ["12.50", "-0.05", "0", "0.007"]
        );
        for wrong in [
            Field::Date(i32::MAX),
            Field::TimestampMillis(i64::MIN),
            Field::TimeMicros(-1),
            Field::Decimal(Decimal::from_i32(1, 9, -1)),
        ] {
            assert!(cell(&wrong, &column(false)).is_err(), "{wrong:?}");
        }
    }
}
