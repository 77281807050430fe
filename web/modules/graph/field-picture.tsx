import { Button } from "antd";
import { type KeyboardEvent, type Ref, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { MapPlace, MapRiver } from "#contract/graph-map";
import { Icon, useAppearance, useWords } from "#kit";
import { type Field, fieldOf, spotAt } from "./field-layout.ts";
import { paint, type Paints, type View } from "./field-paint.ts";
import { graphWords } from "./words.ts";

interface Props {
  readonly places: readonly MapPlace[];
  readonly rivers: readonly MapRiver[];
  readonly label: string;
  readonly width: number;
  readonly selected: string | undefined;
  readonly onSelect: (key: string | undefined) => void;
  readonly ref: Ref<HTMLCanvasElement>;
}

const height = 620;
const restMs = 140;

/**
 * Thousands of places at once on a canvas: only what is in the window is drawn, names appear when one comes nearer. The table
 * under it holds the same for those who do not see it.
 */
export function FieldPicture({ places, rivers, label, width, selected, onSelect, ref }: Props) {
  const words = useWords(graphWords).field;
  const { tokens } = useAppearance();
  const canvas = useRef<HTMLCanvasElement>(null);
  const field = useMemo(() => fieldOf(places, rivers), [places, rivers]);
  const whole = useMemo(() => wholeView(field, width), [field, width]);
  const [view, setView] = useState(whole);
  const [known, setKnown] = useState(whole);
  const [isMoving, setIsMoving] = useState(false);
  const drag = useRef<{ x: number; y: number; view: View; hasMoved: boolean } | null>(null);
  if (known !== whole) {
    setKnown(whole);
    setView(whole);
  }
  const chosen = useMemo(() => {
    const at = field.spots.findIndex(({ place }) => place.id === selected);
    return at < 0 ? undefined : at;
  }, [field, selected]);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const frame = requestAnimationFrame(() => {
      const ratio = devicePixelRatio || 1;
      paint(context, { field, view, width, height, ratio, paints: paintsOf(tokens), chosen, isMoving });
    });
    return () => cancelAnimationFrame(frame);
  }, [field, view, width, tokens, chosen, isMoving]);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  const move = (next: View) => {
    setIsMoving(true);
    setView(next);
    clearTimeout(rest.current);
    rest.current = setTimeout(setIsMoving, restMs, false);
  };
  const zoom = (by: number, x = width / 2, y = height / 2) => {
    const scale = Math.min(2.5, Math.max(whole.scale * 0.8, view.scale * by));
    move({ scale, x: view.x + x / view.scale - x / scale, y: view.y + y / view.scale - y / scale });
  };
  const wheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.18 : 1 / 1.18, event.offsetX, event.offsetY);
  });
  useEffect(() => {
    const element = canvas.current;
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  }, []);
  const onKey = (event: KeyboardEvent) => {
    const step = 80 / view.scale;
    const ways: Readonly<Record<string, View>> = {
      ArrowLeft: { ...view, x: view.x - step },
      ArrowRight: { ...view, x: view.x + step },
      ArrowUp: { ...view, y: view.y - step },
      ArrowDown: { ...view, y: view.y + step },
    };
    const next = ways[event.key];
    if (next) move(next);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") move(whole);
    else if (event.key === "Escape") onSelect(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="row g2 wrap field-tools no-print">
        <Button size="small" icon={<Icon name="plus" />} onClick={() => zoom(1.4)}>
          {words.zoomIn}
        </Button>
        <Button size="small" icon={<Icon name="minus" />} onClick={() => zoom(1 / 1.4)}>
          {words.zoomOut}
        </Button>
        <Button size="small" onClick={() => move(whole)}>
          {words.whole}
        </Button>
        <span className="t12 m">{words.hint}</span>
      </div>
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- a picture that keys move; the table holds the same */}
      <section className="field" aria-label={label} tabIndex={0} onKeyDown={onKey}>
        <canvas
          ref={(element) => {
            canvas.current = element;
            if (typeof ref === "function") ref(element);
            else if (ref) ref.current = element;
          }}
          aria-hidden="true"
          width={width * (devicePixelRatio || 1)}
          height={height * (devicePixelRatio || 1)}
          style={{ width, height }}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.current = { x: event.clientX, y: event.clientY, view, hasMoved: false };
          }}
          onPointerMove={(event) => {
            const from = drag.current;
            if (!from) return;
            const [x, y] = [event.clientX - from.x, event.clientY - from.y];
            if (Math.abs(x) + Math.abs(y) > 3) from.hasMoved = true;
            if (from.hasMoved)
              move({ ...from.view, x: from.view.x - x / from.view.scale, y: from.view.y - y / from.view.scale });
          }}
          onPointerUp={(event) => {
            const from = drag.current;
            drag.current = null;
            if (!from || from.hasMoved) return;
            const box = event.currentTarget.getBoundingClientRect();
            const at = spotAt(
              field,
              view.x + (event.clientX - box.left) / view.scale,
              view.y + (event.clientY - box.top) / view.scale,
            );
            onSelect(at === undefined ? undefined : field.spots[at]?.place.id);
          }}
        />
      </section>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
    </>
  );
}

function wholeView(field: Field, width: number): View {
  const scale = Math.min((width - 24) / field.width, (height - 24) / field.height, 1);
  return { scale, x: (field.width - width / scale) / 2, y: (field.height - height / scale) / 2 };
}

const paintsOf = (tokens: ReturnType<typeof useAppearance>["tokens"]): Paints => ({
  ink: tokens.ink,
  ink2: tokens.ink2,
  line2: tokens.line2,
  surface: tokens.surface,
  water: tokens.water,
  water5: tokens.water5,
  water3: tokens.water3,
  font: getComputedStyle(document.body).fontFamily,
});
