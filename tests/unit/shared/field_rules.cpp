#include <doctest/doctest.h>

#include "base/utf8.h"
#include "form/checks.h"
#include "form/draft.h"

using namespace lesepass;
using namespace lesepass::form;

// All rules see what Draft::set makes of the input.
namespace {
std::string typed(const std::string& text) { return clean_line(text); }
}  // namespace

TEST_CASE("names as people have them") {
    for (const std::string name : {"O'Brien",
                                   "O’Brien",
                                   "O`Neill",
                                   "Müller-Lüdenscheid",
                                   "Nguyễn",
                                   "Nguye\u0302\u0303n",
                                   "Ø",
                                   "Y",
                                   "ß",
                                   "Weiß",
                                   "von der Heide",
                                   "Dr. med. Erika",
                                   "d'Alembert",
                                   "Jean‑Luc",
                                   "Jean–Luc",
                                   "María José",
                                   "Ñ",
                                   "Łukasz",
                                   "Đặng",
                                   "Şükrü",
                                   "İpek",
                                   "Þór",
                                   "Æsa",
                                   "محمد",
                                   "می\u200cخواهم",
                                   "Олександр",
                                   "Ґалаґан",
                                   "Σωκράτης",
                                   "李小龙",
                                   "たけし",
                                   "김",
                                   "אבי",
                                   "राहुल",
                                   "ශ්\u200dරී",
                                   "St. John",
                                   "Mac Giolla Phádraig",
                                   "Gal·la",
                                   "Kamehameha-Kekūāiwa",
                                   "‘Okina",
                                   "A."})
        CHECK_MESSAGE(is_person_name(typed(name)), name);
    for (const std::string no : {"",     " ",    ".",   "-",      "''",     "X Æ A-12", "Anna2",        "Ludwig 14",
                                 "١٢٣",  "علي٢", "२",   "Ａ１",   "🦄",   "Anna 🎉",   "Anna\ufe0f",   "<b>",
                                 "a@b",  "a_b",  "a/b", "a,b",    "a;b",    "a\"b",     "a&b",          "a(b)",
                                 "100%", "€",    "№",   "→",      "\ufffd", "\xff",     "\u200c\u200c", "\u0301",
                                 "a=b",  "a{b}", "a|b", "\ue000", "a×b",    "a÷b",      "¡hola",        "©"})
        CHECK_MESSAGE(!is_person_name(typed(no)), no);
}

TEST_CASE("streets, towns and institutions") {
    for (const std::string line :
         {"Straße des 17. Juni", "Kö", "Q7", "Karl-Marx-Allee", "Grundschule am Park, Klasse 3 b",
          "Kita „Sonnenschein“", "Kindergarten & Hort", "Haus 1/2 (Hof)", "L'Hôpital", "Platz der Republik",
          "Bad Godesberg", "Weg + Steg", "Schule; Abt. 2", "1", "北京", "Straße No. 5", "Café \"Zeit\""})
        CHECK_MESSAGE(is_plain_line(typed(line)), line);
    for (const std::string no :
         {"", "-", "...", "🏠", "Weg 🏠", "<b>Weg</b>", "a<b", "a>b", "\xff", "→", "\ufe0f", "\ue000"})
        CHECK_MESSAGE(!is_plain_line(typed(no)), no);
}

TEST_CASE("house numbers") {
    for (const std::string number :
         {"1", "135 a", "135a", "12-14", "12–14", "7 1/2", "7 ½", "3¼", "1 ¾", "5 b+c", "24, 2. OG", "10/3/2", "0"})
        CHECK_MESSAGE(is_house_number(typed(number)), number);
    for (const std::string no : {"", "a", "a 1", "Nr. 5", "-1", "½", "5 ä", "5#", "5 <", "٥", "🏠5", "5🏠"})
        CHECK_MESSAGE(!is_house_number(typed(no)), no);
}

TEST_CASE("postcodes") {
    CHECK(normal_postcode("12345") == "12345");
    CHECK(normal_postcode("01067") == "01067");  // Dresden: the zero belongs to it
    CHECK(normal_postcode("1 23 45") == "12345");
    CHECK(normal_postcode("D-50667") == "50667");
    CHECK(normal_postcode("d-50667") == "50667");
    CHECK(normal_postcode("01001") == "01001");
    CHECK(normal_postcode("99998") == "99998");
    for (const std::string no : {"", "1234", "123456", "1067", "00000", "01000", "99999", "1234O", "A-1010", "CH-8000",
                                 "D12345", "D-", "D-1234", "-2345", "12.345", "１２３４５", "12345a"})
        CHECK_MESSAGE(!normal_postcode(typed(no)), no);
}

TEST_CASE("e-mail addresses") {
    for (const std::string mail :
         {"a@b.de", "aoife.o'brien+karte@example.org", "x_y-z@sub.example.co.uk", "1@2.de", "a@xn--bcher-kva.example",
          "A.B@EXAMPLE.ORG", "!#$%&'*+-/=?^_`{|}~@a.de", "a@b.xn--p1ai"})
        CHECK_MESSAGE(is_email(mail), mail);
    const std::string long_local(65, 'a'), long_label(64, 'a');
    std::string long_domain;
    for (int i = 0; i < 70; ++i) long_domain += "abc.";
    for (const std::string& no : {std::string(""),
                                  std::string("@"),
                                  std::string("a"),
                                  std::string("a@"),
                                  std::string("@b.de"),
                                  std::string("a@b"),
                                  std::string("a b@c.de"),
                                  std::string("a@b c.de"),
                                  std::string(".a@b.de"),
                                  std::string("a.@b.de"),
                                  std::string("a..b@c.de"),
                                  std::string("a@b..de"),
                                  std::string("a@.de"),
                                  std::string("a@b.de."),
                                  std::string("a@b.d"),
                                  std::string("a@-b.de"),
                                  std::string("a@b-.de"),
                                  std::string("a@b_c.de"),
                                  std::string("a@b.123"),
                                  std::string("a@[127.0.0.1]"),
                                  std::string("a@b@c.de"),
                                  std::string("\"a b\"@c.de"),
                                  std::string("a(x)@b.de"),
                                  std::string("<a@b.de>"),
                                  std::string("a@b.de,c@d.de"),
                                  std::string("a;b@c.de"),
                                  std::string("ä@b.de"),
                                  std::string("a@bücher.de"),
                                  std::string("a@b.de\r\nBcc: x@y.de"),
                                  std::string("a\n@b.de"),
                                  long_local + "@b.de",
                                  "a@" + long_label + ".de",
                                  "a@" + long_domain + "de"})
        CHECK_MESSAGE(!is_email(no), no);
}

TEST_CASE("telephone numbers") {
    for (const std::string phone : {"0209 1234567", "+49 209 1234567", "(+49) 209/1234-567", "+49 (0) 209 123",
                                    "0049209123456", "02103.123456", "12345", "123456789012345", "(0221) 12 34 56"})
        CHECK_MESSAGE(is_telephone(typed(phone)), phone);
    for (const std::string no : {"", "1234", "1234567890123456", "49+209123", "02 09 12 ext 3", "0209,123456",
                                 "tel:0209123456", "keine", "٠١٢٣٤٥", "☎ 0209 12345", "+", "+-()", "0209 1234567;1"})
        CHECK_MESSAGE(!is_telephone(typed(no)), no);
}

TEST_CASE("whatever is pasted into a field, the draft stays small, valid and unchanged by a second pass") {
    std::string invalid;
    for (int i = 0; i < 100'000; ++i) invalid.push_back(static_cast<char>(0xC3));
    for (const std::string& pasted :
         {std::string(10'240, 'a'), std::string(1 << 20, 'x'), invalid, std::string(1 << 20, '\0'),
          std::string(8'000, ' ') + "b", std::string(1999, 'a') + " b c", [] {
              std::string text;
              for (int i = 0; i < 5'000; ++i) text += "𝄞";
              return text;
          }()}) {
        Draft draft;
        draft.set(FieldId::Street, pasted);
        const auto once = draft.answer(FieldId::Street);
        CHECK(count_code_points(once) <= max_answer_code_points);
        CHECK(is_valid_utf8(once));
        draft.set(FieldId::Street, once);
        CHECK(draft.answer(FieldId::Street) == once);
    }
}
