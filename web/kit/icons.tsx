import type { ReactNode } from "react";

/** Line icons of the comps: 16 × 16, stroke 1.5. An icon never stands alone for an action: a word stands beside it. */
const small = {
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.7" />
      <path d="M2.8 13.8c.6-3 2.6-4.4 5.2-4.4s4.6 1.4 5.2 4.4" />
    </>
  ),
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  right: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  arrow: <path d="M2.5 8h10.5M9.5 4.5 13 8l-3.5 3.5" />,
  overdue: (
    <>
      <path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z" />
      <path d="M8 4.8v4M8 11v.1" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.5 14.2 13.5H1.8z" />
      <path d="M8 6.5v3.2M8 11.6v.1" />
    </>
  ),
  bell: <path d="M4.5 11V7a3.5 3.5 0 0 1 7 0v4M3 11.2h10M7 13.5h2" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  check: <path d="m3.5 8.5 3 3 6-7" />,
  columns: <path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10" />,
  download: <path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11" />,
  upload: <path d="M8 10.5V3M4.8 6 8 2.8 11.2 6M2.5 13.5h11" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.8V8l2.2 1.4" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 7.3v3.7M8 5v.1" />
    </>
  ),
  copy: <path d="M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3" />,
  minus: <path d="M3 8h10" />,
  plus: <path d="M8 3v10M3 8h10" />,
  flag: <path d="M3.5 14V2.5h8.5l-2 3 2 3H3.5" />,
  lock: <path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" />,
  shield: (
    <>
      <path d="M8 1.8 13 4v4c0 3-2.2 5.2-5 6.2C5.2 13.2 3 11 3 8V4z" />
      <path d="m5.6 7.9 1.8 1.8 3.2-3.6" />
    </>
  ),
  fault: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  out: <path d="M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13.3 2.7 7.5 8.5" />,
  leave: <path d="M6.5 2.5h-4v11h4M6 8h7.5M10.5 5l3 3-3 3" />,
  moon: <path d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.4 5.4 0 1 0 6.6 6.6z" />,
  rows: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  running: (
    <>
      <path d="M13.8 8A5.8 5.8 0 1 1 8 2.2" />
      <path d="M8 4.8V8l2.2 1.4" />
    </>
  ),
  retired: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M4 12 12 4" />
    </>
  ),
  key: (
    <>
      <circle cx="5.2" cy="10.8" r="2.7" />
      <path d="m7.2 8.8 6-6M10.6 5.4l2 2" />
    </>
  ),
} satisfies Record<string, ReactNode>;

/** Icons of the rail: 20 × 20. */
const large = {
  inbox: (
    <>
      <path d="M3.5 5.5h13v9h-13z" />
      <path d="M3.5 11h3.6l1 1.8h3.8l1-1.8h3.6" />
    </>
  ),
  dispatch: (
    <>
      <circle cx="10" cy="10" r="6.8" />
      <path d="M10 6v4l2.8 1.8" />
    </>
  ),
  catalog: (
    <>
      <path d="M4 4.2h8.5a2 2 0 0 1 2 2v9.6H6a2 2 0 0 1-2-2z" />
      <path d="M4 13.8a2 2 0 0 1 2-1.7h8.5M7 7.2h4.5" />
    </>
  ),
  intake: <path d="M10 3.5v8.2M6.8 8.7 10 11.9l3.2-3.2M3.5 13v3.2h13V13" />,
  quality: (
    <>
      <path d="M3.5 3.5h13v13h-13z" />
      <path d="m6.6 10.2 2.3 2.3 4.6-5" />
    </>
  ),
  libraries: (
    <>
      <ellipse cx="10" cy="5.2" rx="6" ry="2.2" />
      <path d="M4 5.2v9.6c0 1.2 2.7 2.2 6 2.2s6-1 6-2.2V5.2M4 10c0 1.2 2.7 2.2 6 2.2s6-1 6-2.2" />
    </>
  ),
  sharing: <path d="M3.5 7.2h12M12.6 4.2l3 3-3 3M16.5 12.8h-12M7.4 9.8l-3 3 3 3" />,
  graph: <path d="M3 5.2c5 0 5 4.6 7 4.6s4-1.4 7-1.4M3 15c4.2 0 4.8-5.2 7-5.2 2.4 0 2.6 4.8 7 4.8" />,
  open: <path d="M8.5 4H4v12h12v-4.5M11.5 3.5h5v5M16.3 3.7 9.8 10.2" />,
  system: (
    <>
      <path d="M3.5 6h6M13.5 6h3M3.5 14h3M10.5 14h6" />
      <circle cx="11.5" cy="6" r="2" />
      <circle cx="8.5" cy="14" r="2" />
    </>
  ),
  dictionary: <path d="M3.5 4h13M3.5 4v12.5h13V4M3.5 8.2h13M8 8.2v8.3M10.6 11h3.4M10.6 13.7h3.4" />,
  departments: (
    <path d="M10 3.2v3.6M10 10.2V6.8M4.2 13.4v-3.2h11.6v3.2M7.4 3.2h5.2v3.6H7.4zM2.4 13.4H6v3.4H2.4zM14 13.4h3.6v3.4H14z" />
  ),
  ledger: (
    <>
      <path d="M5 3.2h10v13.6H5z" />
      <path d="M7.6 6.8h4.8M7.6 9.8h4.8M7.6 12.8h2.6M3.2 6h3M3.2 10h3M3.2 14h3" />
    </>
  ),
  jobs: (
    <>
      <path d="M16.6 10A6.6 6.6 0 1 1 10 3.4" />
      <path d="M13 3.4h3.6V7M10 6.6V10l2.4 1.5" />
    </>
  ),
  more: <path d="M4 10h.1M10 10h.1M16 10h.1" strokeWidth={2.4} />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof small;
export const iconNames = Object.keys(small) as readonly IconName[];
export type RailIconName = keyof typeof large;

/** A line icon in the colour of the text around it; decoration only, hidden from screen readers. */
export const Icon = ({ name, className }: { name: IconName; className?: string }) => (
  <svg className={className ? `i ${className}` : "i"} viewBox="0 0 16 16" aria-hidden="true">
    {small[name]}
  </svg>
);

export const RailIcon = ({ name }: { name: RailIconName }) => (
  <svg className="i" viewBox="0 0 20 20" aria-hidden="true">
    {large[name]}
  </svg>
);

/** The character 堰 as an outline, so that it looks the same on every machine. */
export const Wordmark = () => (
  <svg className="wordmark" viewBox="0 0 24 24" aria-hidden="true">
    <path d={weirOutline} />
  </svg>
);

const weirOutline =
  "M6.7 6.2 5.7 7.8V2.2C6.4 2.1 6.6 1.9 6.6 1.5L3.2 1.2V7.9H0.7L0.9 8.6H3.2V16.1L0.6 16.7L2.2 19.9C2.4 19.8 2.7 19.6 2.8 19.2C5.3 17.5 7.1 16.1 8.2 15.1L8.1 14.9L5.7 15.5V8.6H8C8.2 8.6 8.3 8.6 8.4 8.5V20.6C8 20.8 7.6 21.1 7.4 21.3L10.2 22.9L11.1 21.6H23C23.4 21.6 23.6 21.5 23.7 21.2C22.9 20.5 21.9 19.7 21.4 19.3C21.9 18.7 21.6 17.7 19.2 17C20 16.1 20.6 15.1 21.1 13.9H22.5C22.8 13.9 23.1 13.8 23.1 13.5C22.3 12.7 21 11.7 21 11.7L19.8 13.2H16.5L16.9 12.3C17.7 12.3 17.9 12 18 11.8L14.9 11L14.9 10.9V10.5H19.2V11.3H19.6C20.4 11.3 21.6 10.8 21.6 10.6V5.9C22 5.8 22.3 5.6 22.5 5.5L20.1 3.7L19 4.9H15L12.5 3.9V11.7H12.8C13.6 11.7 14.4 11.4 14.7 11.1C14.5 11.7 14.2 12.4 13.8 13.2H11.4L11.5 13.9H13.5C13.1 14.9 12.6 15.9 12.2 16.5C13.5 16.8 14.7 17.3 15.8 17.8C14.7 18.7 13.3 19.4 11.5 20L11.6 20.4C14 20 15.9 19.4 17.3 18.6C18 18.9 18.5 19.3 18.9 19.7C19.5 19.9 20.2 20 20.7 19.8L19.8 20.9H11V3.4H22.6C22.9 3.4 23.2 3.3 23.2 3C22.2 2.2 20.6 0.9 20.6 0.9L19.2 2.7H11.3L8.4 1.6V8C7.8 7.2 6.7 6.2 6.7 6.2ZM14.9 16.2C15.3 15.5 15.7 14.7 16.2 13.9H18.4C18 14.9 17.6 15.7 17 16.5C16.4 16.4 15.7 16.3 14.9 16.2ZM19.2 5.6V7.4H14.9V5.6ZM19.2 8.1V9.8H14.9V8.1Z";
