//! Names in all the world's scripts: set, found again, and never in the way of anything else.

use super::support::{the_case, words_of};
use crate::pdf::{Layout, invoice_pdf};

/// A customer of each script.
const NAMES: [(&str, &str); 16] = [
    ("Latin", "Łódź Çelik Þórshöfn ehf."),
    ("Vietnamese", "Công ty Dữ liệu Huế"),
    ("Greek", "Ελλάς Λογισμικό Α.Ε."),
    ("Cyrillic", "Київ Транзит ТОВ"),
    ("Armenian", "Արարատ Տվյալներ"),
    ("Georgian", "თბილისის მონაცემები"),
    ("Hebrew", "נתונים ירושלים בע״מ"),
    ("Arabic", "شركة البيانات المحدودة"),
    ("Devanagari", "हिन्दी सूचना प्रौद्योगिकी"),
    ("Bengali", "বাংলা তথ্য প্রযুক্তি"),
    ("Tamil", "தமிழ் தரவு நிறுவனம்"),
    ("Thai", "บริษัท ข้อมูลไทย จำกัด"),
    ("Han", "北京数据科技有限公司"),
    ("Japanese", "みどり物流株式会社"),
    ("Hangul", "서울데이터 주식회사"),
    ("Ethiopic", "አዲስ አበባ መረጃ"),
];

#[test]
fn every_name_is_found_again() {
    for layout in [Layout::Server, Layout::Readable] {
        for (script, name) in NAMES {
            let mut case = the_case("plain");
            case.invoice.buyer.party.org_name = Some(name.to_owned());
            case.invoice.line_items[0].name = Some(format!("Hits {name} (v2)"));
            let rendered = invoice_pdf(&case.invoice, &case.context, layout).unwrap();
            assert!(rendered.missing.is_empty(), "{script}: {:?}", rendered.missing);
            let text = words_of(&rendered.bytes);
            for word in name.split(' ') {
                assert!(text.iter().any(|found| found == word), "{layout:?}, {script}: {word} in {text:?}");
            }
        }
    }
}
