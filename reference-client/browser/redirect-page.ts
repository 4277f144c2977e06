import { findEmbedder } from "./embedding.js";

/** Hands the redirect's query to the window that opened this one, and closes. Alone in its window it does nothing. */
function processParams(): void {
  const params = window.location.search;
  if (window.opener) {
    window.opener.postMessage(params, window.location.origin);
    window.close();
  } else findEmbedder()?.tell({ type: "popup-returned", search: params });
}

window.onload = () => {
  processParams();
};
