#pragma once
// The receipt: everything that was declared, as a page to print and as a PDF.
#include <string>
#include <vector>

#include "application/application_json.h"
#include "http/response.h"
#include "pdf/page_pdf.h"
#include "routes/pages.h"

namespace lesepass::server {

struct ReceiptView {
    const StatusView& status;
    const Application& application;
    const std::vector<AttachmentRecord>& attachments;
    bool no_pdf = false;  // a PDF was asked for and could not be made
};

// Paper has no links to go on by.
enum class ReceiptFace { Screen, Paper };
page::Page receipt_page(const ReceiptView& view, Language language, ReceiptFace face);

// Head and foot of every page of an application's PDF.
pdf::Paper application_paper(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                             const Catalog& text);
// "beleg-7KQ2-93XF-4TB.pdf", as a download that nobody keeps.
http::Response pdf_response(std::string bytes, const std::string& file_name);

}  // namespace lesepass::server
