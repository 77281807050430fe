import { saveText } from "#kit";

const space = "http://www.w3.org/2000/svg";

/** The picture as it stands, by itself: colours and font as values, a ground, nothing that needs this page. */
export function svgTextOf(picture: SVGSVGElement, title: string): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const style = getComputedStyle(document.documentElement);
  copy.setAttribute("xmlns", space);
  copy.setAttribute("font-family", getComputedStyle(picture).fontFamily);
  copy.setAttribute("font-size", "13");
  for (const part of copy.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
  const heading = document.createElementNS(space, "title");
  heading.textContent = title;
  const ground = document.createElementNS(space, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", "var(--w-surface)");
  copy.prepend(heading, ground);
  const text = new XMLSerializer().serializeToString(copy);
  return text.replaceAll(/var\((--w-[a-z0-9]+)\)/g, (_whole, name: string) => style.getPropertyValue(name).trim());
}

export const saveSvg = (picture: SVGSVGElement, name: string): void =>
  saveText(svgTextOf(picture, name), `${name}.svg`, "image/svg+xml");

/** The same, twice as fine as the screen, for papers and slides. */
export async function savePng(picture: SVGSVGElement, name: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([svgTextOf(picture, name)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    await saveCanvas(canvas, name);
  } finally {
    URL.revokeObjectURL(address);
  }
}

export async function saveCanvas(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve, "image/png");
  const blob = await promise;
  if (!blob) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
