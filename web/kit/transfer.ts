import type { RouteAnswer, RouteContract } from "#contract/route";
import { addressOf, announced, languageHeader, reach, type RequestParts } from "./api.ts";
import { networkProblem, problemFrom } from "./problem.ts";

/**
 * Sends a file's bytes as they are. Uses XMLHttpRequest because it alone tells how much has been sent.
 * `onProgress` gets a share from 0 to 1.
 */
export function uploadFile<R extends RouteContract>(
  contract: R,
  request: RequestParts<R> & { file: Blob; onProgress?: (share: number) => void; signal?: AbortSignal },
): Promise<RouteAnswer<R>> {
  const { promise, resolve, reject } = Promise.withResolvers<RouteAnswer<R>>();
  const http = new XMLHttpRequest();
  http.open(contract.method, addressOf(contract, request as object));
  for (const [name, value] of Object.entries(languageHeader())) http.setRequestHeader(name, value);
  http.setRequestHeader("content-type", "application/octet-stream");
  http.upload.addEventListener("progress", ({ loaded, total }) => request.onProgress?.(total > 0 ? loaded / total : 0));
  http.addEventListener("load", () => {
    if (http.status >= 200 && http.status < 300) resolve(JSON.parse(http.responseText) as RouteAnswer<R>);
    else reject(announced(problemFrom(http.status, http.responseText)));
  });
  http.addEventListener("error", () => reject(networkProblem(new Error("upload"))));
  http.addEventListener("abort", () => reject(new DOMException("The upload was stopped.", "AbortError")));
  request.signal?.addEventListener("abort", () => http.abort());
  http.send(request.file);
  return promise;
}

/**
 * Fetches a file and hands it to the browser to keep. For files that fit memory, so that a refusal is shown on the page;
 * an unbounded export is an ordinary link to `addressOf(...)` instead.
 */
export async function downloadFile<R extends RouteContract>(contract: R, request: RequestParts<R>): Promise<string> {
  const response = await reach(addressOf(contract, request), { headers: languageHeader() });
  const name = fileNameOf(response.headers.get("content-disposition") ?? "");
  saveBlob(await response.blob(), name);
  return name;
}

/** Keeps a text made in the page (a list, a proof) as a file. */
export const saveText = (text: string, name: string, type = "text/plain"): void =>
  saveBlob(new Blob([text], { type: `${type};charset=utf-8` }), name);

function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function fileNameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="?([^";]+)/i.exec(disposition)?.[1] ?? "download");
}
