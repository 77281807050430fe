import { fieldOf } from "../web/modules/graph/field-layout.ts";
import { paint, type Scene } from "../web/modules/graph/field-paint.ts";
import { sceneOf } from "./drawing-scene.ts";

/** What one contender took: milliseconds to the first frame, and frames shown in the seconds it was moved about. */
export interface Drawn {
  readonly firstMs: number;
  readonly layoutMs: number;
  readonly frames: number;
  readonly seconds: number;
  readonly slowestMs: number;
}

const width = 1300;
const height = 620;
const paints = {
  ink: "#16211f",
  ink2: "#47534f",
  line2: "#c9cbc3",
  surface: "#ffffff",
  water: "#0b666b",
  water5: "#1f8589",
  water3: "#4e9f9f",
  font: "sans-serif",
};

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Ours: the field of `web/modules/graph`, moved and zoomed as a hand would, then at rest. */
export async function drawField(count: number, seconds: number): Promise<Drawn> {
  const { places, rivers } = sceneOf(count);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  document.body.replaceChildren(canvas);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas.");
  await nextFrame();
  const start = performance.now();
  const field = fieldOf(places, rivers);
  const layoutMs = performance.now() - start;
  const whole = Math.min(width / field.width, height / field.height);
  const scene = (view: Scene["view"], isMoving: boolean): Scene => ({
    field,
    view,
    width,
    height,
    ratio: 1,
    paints,
    chosen: undefined,
    isMoving,
  });
  paint(context, scene({ x: 0, y: 0, scale: whole }, false));
  // Reading a pixel waits until the drawing is done, which a frame alone does not.
  context.getImageData(0, 0, 1, 1);
  await nextFrame();
  const firstMs = performance.now() - start;
  let frames = 0;
  let slowestMs = 0;
  const begin = performance.now();
  let last = begin;
  while (performance.now() - begin < seconds * 1000) {
    const share = (performance.now() - begin) / (seconds * 1000);
    const scale = whole * (1 + 6 * Math.abs(Math.sin(share * Math.PI * 2)));
    const view = { scale, x: field.width * 0.3 * share, y: field.height * 0.2 * share };
    paint(context, scene(view, true));
    context.getImageData(0, 0, 1, 1);
    const now = await nextFrame();
    slowestMs = Math.max(slowestMs, performance.now() - last);
    last = performance.now();
    frames += now > 0 ? 1 : 0;
  }
  return { firstMs, layoutMs, frames, seconds: (performance.now() - begin) / 1000, slowestMs };
}

Object.assign(globalThis, { drawField, sceneOf });
