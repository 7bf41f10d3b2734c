#pragma once
// What web/ tells a session and what a session asks of web/. Plain data; both lists are closed. On the bridge an event
// is a message whose first string is its name; effects are one message: for each effect its name followed by exactly
// the number of arguments given here. web/page/effects.ts mirrors these lists and tests/architecture compares them.
//
// Events (name: arguments)
//   change      control name, value            text typed or option chosen (also checkboxes: "yes" / "")
//   blur        control name                   the control lost focus: now say what is wrong with it
//   press       action                         a button with that action
//   file        control name, file name, size in bytes (decimal), first 64 bytes as hexadecimal
//   stored      control name, attachment JSON  the server has the file (its answer's body)
//   refused     control name, text             the server refused the file or could not be reached
//   progress    control name, per cent         upload progress, announced sparingly
//   submitted   answer's HTTP status, body     result of the submission request; status 0: no answer at all
//   load        saved draft JSON               somebody opened saved answers: ask whether to use them
//   places      "loaded" or "missing"          after lp_places; or the list could not be had
//   language    code                           after lp_catalog with that language: show the page in it
//
// Effects
//   render                                     the page changed: fetch it and morph
//   focus       element id                     after the next render
//   announce    text                           polite live region
//   title       text                           document title
//   step        key                            another step is shown: history entry, scroll to top
//   upload      control name, url              POST the file of the last "file" event as multipart/form-data with the
//                                              parts "purpose" (= control name) and "file"; answer -> stored/refused
//   remove      url                            DELETE that attachment (best effort: orphans expire)
//   submit      url, body JSON                 PUT it, then event "submitted"
//   go          url                            leave for that address
//   post        url, JSON object of strings    leave by a native form POST (multipart) with these fields: so the draft
//                                              moves to another library's form
//   take        saved draft JSON               offer to save these answers and to load others (web/seal)
//   places                                     fetch the list of places, lp_places, then event "places"
//   catalog     code                           load texts of that language, then event "language"
