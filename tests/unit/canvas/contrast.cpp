#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "canvas/theme.h"

using namespace lesepass::wasm;

namespace {
// WCAG 2.2, relative luminance and contrast ratio.
double luminance(std::uint32_t rgb) {
    const auto part = [rgb](int shift) {
        const double value = ((rgb >> shift) & 255) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
}

double contrast(Scheme scheme, Colour a, Colour b) {
    const double first = luminance(rgb(scheme, a)), second = luminance(rgb(scheme, b));
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

struct Pair {
    Colour front, back;
};
using enum Colour;
// Words on grounds, as the layout uses them (SC 1.4.3).
constexpr Pair words[] = {{Ink, Paper},           {Ink, Soft},
                          {Quiet, Paper},         {Quiet, Soft},
                          {Quiet, PrimarySoft},   {Ink, PrimarySoft},
                          {Primary, Paper},       {Primary, Soft},
                          {Primary, PrimarySoft}, {PrimaryStrong, Paper},
                          {PrimaryStrong, Soft},  {PrimaryStrong, PrimarySoft},
                          {OnPrimary, Primary},   {OnPrimary, PrimaryStrong},
                          {Error, Paper},         {Error, ErrorSoft},
                          {Success, SuccessSoft}, {Warning, WarningSoft},
                          {Ink, ErrorSoft},       {Ink, SuccessSoft},
                          {Ink, WarningSoft}};
// Edges of controls and marks (SC 1.4.11).
constexpr Pair edges[] = {{Edge, Paper},          {Edge, Soft},   {Primary, Paper},
                          {Primary, PrimarySoft}, {Error, Paper}, {Success, Paper}};
constexpr Scheme schemes[] = {Scheme::Light, Scheme::Dark, Scheme::LightMoreContrast, Scheme::DarkMoreContrast};
}  // namespace

TEST_CASE("canvas: words have a contrast of 4.5 to 1 on every ground, 7 to 1 where more was asked for") {
    for (const auto scheme : schemes) {
        const bool more = scheme == Scheme::LightMoreContrast || scheme == Scheme::DarkMoreContrast;
        for (const auto& [front, back] : words) {
            CAPTURE(static_cast<int>(scheme));
            CAPTURE(static_cast<int>(front));
            CAPTURE(static_cast<int>(back));
            CHECK(contrast(scheme, front, back) >= 4.5);
            if (more && back == Paper && (front == Ink || front == Quiet || front == Primary))
                CHECK(contrast(scheme, front, back) >= 7);
        }
    }
}

TEST_CASE("canvas: edges and marks have a contrast of 3 to 1") {
    for (const auto scheme : schemes)
        for (const auto& [front, back] : edges) CHECK(contrast(scheme, front, back) >= 3);
}

TEST_CASE("canvas: the focus ring is seen on every ground by one of its two lines") {
    for (const auto scheme : schemes) {
        CHECK(contrast(scheme, Focus, FocusEdge) >= 3);
        for (const auto ground : {Paper, Soft, PrimarySoft, ErrorSoft, Primary})
            CHECK(std::max(contrast(scheme, Focus, ground), contrast(scheme, FocusEdge, ground)) >= 3);
    }
}
