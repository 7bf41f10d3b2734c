#include "routes/context.h"

namespace lesepass::server {

namespace {
std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}
}  // namespace

std::vector<std::string> RouteContext::embed_origins(const Tenant& tenant) const {
    std::vector<std::string> origins = tenant.embed_origins;
    origins.insert(origins.end(), extra_embed_origins.begin(), extra_embed_origins.end());
    return origins;
}

std::string form_document(const RouteContext& context, const FormDocument& document) {
    page::DocumentShell shell;
    const auto& url = context.asset_url;
    shell.stylesheets = {url("page.css")};
    if (!document.state_json.empty()) {
        shell.scripts = {url("boot.js")};
        shell.state_json = document.state_json;
        shell.data = {{"core", url("core.wasm")},
                      {"places", url("places.bin")},
                      {"canvas-js", url("canvas.js")},
                      {"canvas-wasm", url("canvas.wasm")},
                      {"canvas-glue", url("canvas-glue.js")},
                      {"canvas-font", url("canvas.ttf")},
                      {"canvas-css", url("canvas.css")},
                      {"seal-js", url("seal.js")},
                      {"seal-wasm", url("seal.wasm")},
                      {"face", document.face == Face::Canvas ? "canvas" : "live"},
                      {"kiosk", document.kiosk ? "1" : ""},
                      {"embed-origins", joined(context.embed_origins(document.tenant))}};
        const Text other_face = document.face == Face::Canvas ? Text::FaceLive : Text::FaceCanvas;
        for (const auto language : all_languages) {
            // By its BCP 47 tag, as <html lang> has it.
            const std::string tag(tag_of(language)), code(code_of(language));
            shell.data.emplace_back("catalog-" + tag, url("catalog." + code + ".bin"));
            shell.data.emplace_back("switch-" + tag, std::string(catalog_of(language)[other_face]));
        }
        shell.face_switch_url = document.face == Face::Canvas ? "?face=live" : "?face=canvas";
        shell.face_switch_text = catalog_of(parse_language(document.page.language).value_or(Language::De))[other_face];
    }
    return page::document_html(document.page, shell);
}

std::string static_document(const RouteContext& context, const page::Page& page) {
    page::DocumentShell shell;
    shell.stylesheets = {context.asset_url("page.css")};
    return page::document_html(page, shell);
}

std::string framed_document(const RouteContext& context, const page::Page& page, const Tenant& tenant) {
    page::DocumentShell shell;
    shell.stylesheets = {context.asset_url("page.css")};
    shell.scripts = {context.asset_url("boot.js")};
    shell.data = {{"embed-origins", joined(context.embed_origins(tenant))}};
    return page::document_html(page, shell);
}

}  // namespace lesepass::server
