import type { Role } from "#contract/identity";
import { type RailIconName, useScreenExists, useWords } from "#kit";
import { graphReaders } from "./flows-of.tsx";
import { useHasRole } from "./session.ts";
import { shellWords } from "./words.ts";

type Words = (typeof shellWords)["zh"];

interface Tab {
  readonly key: keyof Words["tabs"];
  readonly href: string;
  /** Absent: everybody signed in. */
  readonly roles?: readonly Role[];
}

interface Area {
  readonly key: keyof Words["nav"];
  readonly icon: RailIconName;
  readonly href: string;
  /** Addresses under these prefixes belong to the area; its own `href` unless said. */
  readonly under?: readonly string[];
  readonly tabs?: readonly Tab[];
}

const administrators = ["system-administrator", "security-administrator", "audit-administrator"] as const;

/** Who sees loads; the hub refuses the others. */
const intakeReaders = ["department-steward", "data-officer", "sharing-head", "audit-administrator"] as const;

/** Who sees zones, their agents and what was released out of them. */
const zoneReaders = [...intakeReaders, "system-administrator", "security-administrator"] as const;

/** Those who work with data; the hub's other administrators and citizens are refused. */
const qualityReaders = [
  "data-officer",
  "department-steward",
  "sharing-head",
  "department-user",
  "hall-clerk",
  "leader",
  "audit-administrator",
] as const;

/** Those who owe or wait for something, supervise it or watch it; what each sees is a matter of scope. */
const promiseReaders = ["data-officer", "leader", "department-steward", "sharing-head", "department-user"] as const;

/** Those who work with shared files; which they see is a matter of scope. */
export const sharingReaders = [
  "data-officer",
  "department-steward",
  "sharing-head",
  "department-user",
  "hall-clerk",
  "leader",
] as const;

/** Those who open data, answer visitors, and watch it. */
const portalManagers = ["department-steward", "sharing-head", "data-officer", "leader"] as const;

/** Those who see which portals are harvested; the entries are for everybody signed in. */
const harvestReaders = ["data-officer", "department-steward", "leader", "audit-administrator"] as const;

/** The rail by job, top to bottom. An entry shows only where its screen exists and the person's role may use it. */
const areas: readonly Area[] = [
  { key: "home", icon: "inbox", href: "/" },
  {
    key: "dispatch",
    icon: "dispatch",
    href: "/clock",
    tabs: [
      { key: "desk", href: "/clock", roles: promiseReaders },
      { key: "reminders", href: "/clock/reminders", roles: promiseReaders },
      { key: "answerTimes", href: "/clock/statistics" },
      { key: "limits", href: "/clock/limits" },
      { key: "workingCalendar", href: "/clock/calendar" },
    ],
  },
  {
    key: "catalog",
    icon: "catalog",
    href: "/catalog",
    under: ["/catalog", "/search"],
    tabs: [
      { key: "resources", href: "/catalog" },
      { key: "search", href: "/search" },
      { key: "counts", href: "/catalog/counts" },
    ],
  },
  {
    key: "intake",
    icon: "intake",
    href: "/intake",
    tabs: [
      { key: "sources", href: "/intake", roles: intakeReaders },
      { key: "follows", href: "/intake/follows", roles: intakeReaders },
      { key: "followRuns", href: "/intake/runs", roles: intakeReaders },
      { key: "loads", href: "/intake/loads", roles: intakeReaders },
      { key: "dirty", href: "/intake/dirty", roles: intakeReaders },
      { key: "zones", href: "/intake/zones", roles: zoneReaders },
      { key: "releases", href: "/intake/releases", roles: zoneReaders },
    ],
  },
  {
    key: "quality",
    icon: "quality",
    href: "/quality",
    tabs: [
      { key: "league", href: "/quality", roles: qualityReaders },
      { key: "runs", href: "/quality/runs", roles: qualityReaders },
      { key: "qualityRules", href: "/quality/rules", roles: qualityReaders },
      { key: "drift", href: "/quality/drift", roles: qualityReaders },
      { key: "appeals", href: "/quality/appeals", roles: qualityReaders },
      { key: "schemes", href: "/quality/schemes", roles: qualityReaders },
      { key: "qualityReports", href: "/quality/reports", roles: qualityReaders },
    ],
  },
  {
    key: "libraries",
    icon: "libraries",
    href: "/libraries",
    tabs: [
      { key: "libraries", href: "/libraries", roles: qualityReaders },
      { key: "collection", href: "/libraries/collection", roles: qualityReaders },
      { key: "departmentPortraits", href: "/libraries/departments", roles: qualityReaders },
    ],
  },
  {
    key: "sharing",
    icon: "sharing",
    href: "/sharing",
    under: ["/sharing", "/gate"],
    tabs: [
      { key: "findData", href: "/sharing", roles: sharingReaders },
      { key: "demands", href: "/sharing/demands", roles: sharingReaders },
      { key: "applications", href: "/sharing/applications", roles: sharingReaders },
      { key: "requests", href: "/sharing/requests", roles: sharingReaders },
      { key: "grants", href: "/gate/grants", roles: sharingReaders },
      { key: "corrections", href: "/sharing/corrections", roles: sharingReaders },
      { key: "disputes", href: "/sharing/disputes", roles: sharingReaders },
      { key: "cases", href: "/sharing/cases", roles: sharingReaders },
      { key: "orders", href: "/sharing/orders", roles: sharingReaders },
      { key: "findings", href: "/sharing/findings", roles: sharingReaders },
      { key: "useRecords", href: "/sharing/use-records", roles: sharingReaders },
      { key: "report", href: "/sharing/report", roles: sharingReaders },
      { key: "basis", href: "/sharing/basis", roles: sharingReaders },
      { key: "sharingSettings", href: "/sharing/settings", roles: sharingReaders },
      { key: "notices", href: "/sharing/notices", roles: sharingReaders },
    ],
  },
  {
    key: "graph",
    icon: "graph",
    href: "/graph",
    tabs: [
      { key: "riverMap", href: "/graph", roles: graphReaders },
      { key: "whoWaits", href: "/graph/waiting", roles: promiseReaders },
      { key: "unusedResources", href: "/graph/unused", roles: graphReaders },
      { key: "isolation", href: "/graph/islands", roles: graphReaders },
      { key: "dataPaths", href: "/graph/paths", roles: graphReaders },
    ],
  },
  {
    key: "portal",
    icon: "open",
    href: "/portal",
    under: ["/portal", "/harvest"],
    tabs: [
      { key: "openDatasets", href: "/portal", roles: portalManagers },
      { key: "visitors", href: "/portal/tickets", roles: portalManagers },
      { key: "openUses", href: "/portal/applications", roles: portalManagers },
      { key: "openAgreements", href: "/portal/agreements", roles: portalManagers },
      { key: "otherPortals", href: "/harvest", roles: harvestReaders },
    ],
  },
  {
    key: "dictionary",
    icon: "dictionary",
    href: "/dictionary/elements",
    under: ["/dictionary"],
    tabs: [
      { key: "elements", href: "/dictionary/elements" },
      { key: "codeSets", href: "/dictionary/code-sets" },
    ],
  },
  {
    key: "registry",
    icon: "departments",
    href: "/registry/departments",
    under: ["/registry"],
    tabs: [
      { key: "departments", href: "/registry/departments" },
      { key: "systems", href: "/registry/systems" },
      { key: "divisions", href: "/registry/divisions" },
    ],
  },
  {
    key: "ledger",
    icon: "ledger",
    href: "/ledger",
    tabs: [
      { key: "entries", href: "/ledger" },
      { key: "howToVerify", href: "/ledger/how-to-verify" },
    ],
  },
  { key: "jobs", icon: "jobs", href: "/operations/jobs" },
  {
    key: "system",
    icon: "system",
    href: "/operations/status",
    under: ["/operations/status", "/identity/accounts", "/identity/clients", "/gallery"],
    tabs: [
      { key: "status", href: "/operations/status", roles: ["data-officer", ...administrators] },
      { key: "accounts", href: "/identity/accounts", roles: administrators },
      { key: "clients", href: "/identity/clients", roles: administrators },
      { key: "gallery", href: "/gallery", roles: administrators },
    ],
  },
];

export interface NavigationEntry {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

export interface Navigation {
  readonly areas: readonly (NavigationEntry & { icon: RailIconName })[];
  /** Tabs of the present area; none where it has only one screen. */
  readonly tabs: readonly NavigationEntry[];
}

/** The navigation as this person sees it on this page. */
export function useNavigation(path: string): Navigation {
  const words = useWords(shellWords);
  const exists = useScreenExists();
  const hasRole = useHasRole();
  const mayOpen = (tab: Tab) => exists(tab.href) && (!tab.roles || hasRole(tab.roles));
  const present = areas.find((area) => (area.under ?? [area.href]).some((prefix) => isUnder(path, prefix)));
  const tabs = (present?.tabs ?? []).filter(mayOpen);
  const currentTab = tabs.toSorted((a, b) => b.href.length - a.href.length).find((tab) => isUnder(path, tab.href));
  return {
    areas: areas
      .map((area) => ({ ...area, href: area.tabs ? area.tabs.find(mayOpen)?.href : area.href }))
      .flatMap(({ href, ...area }) => (href !== undefined && exists(href) ? [{ ...area, href }] : []))
      .map((area) => ({
        key: area.key,
        label: words.nav[area.key],
        href: area.href,
        icon: area.icon,
        isCurrent: area.key === present?.key,
      })),
    tabs:
      tabs.length < 2
        ? []
        : tabs.map((tab) => ({
            key: tab.key,
            label: words.tabs[tab.key],
            href: tab.href,
            isCurrent: tab === currentTab,
          })),
  };
}

const isUnder = (path: string, prefix: string): boolean =>
  prefix === "/" ? path === "/" : path === prefix || path.startsWith(`${prefix}/`);
