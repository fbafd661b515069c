// All that the search does, as box.js brings it when it is first touched.
export { attach, guess } from "./combo.js";
export { take } from "./files.js";
export { openPage } from "./page.js";
