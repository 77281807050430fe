import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import * as filters from "./filters.ts";

type Search = (search: Record<string, unknown>) => object;
type Load = () => Promise<unknown>;

const at = <const Path extends string>(path: Path, load: Load, name: string, validateSearch: Search = () => ({})) =>
  createRoute({ getParentRoute: () => officialRoute, path, validateSearch, component: screen(load, name) });

export const sharingScreens = [
  at("/sharing", () => import("./need-screen.tsx"), "NeedScreen", filters.needFilters),
  at("/sharing/demands", () => import("./demands-screen.tsx"), "DemandsScreen", filters.demandFilters),
  at("/sharing/demands/$id", () => import("./demand-screen.tsx"), "DemandScreen", filters.demandPageFilters),
  at("/sharing/basket", () => import("./basket-screen.tsx"), "BasketScreen"),
  at(
    "/sharing/applications",
    () => import("./applications-screen.tsx"),
    "ApplicationsScreen",
    filters.applicationFilters,
  ),
  at(
    "/sharing/applications/$id",
    () => import("./application-screen.tsx"),
    "ApplicationScreen",
    filters.applicationPageFilters,
  ),
  at("/sharing/requests", () => import("./requests-screen.tsx"), "RequestsScreen", filters.requestFilters),
  at("/sharing/requests/$id", () => import("./request-screen.tsx"), "RequestScreen", filters.requestPageFilters),
  at("/sharing/use-records", () => import("./use-records-screen.tsx"), "UseRecordsScreen", filters.recordFilters),
  at("/sharing/corrections", () => import("./corrections-screen.tsx"), "CorrectionsScreen", filters.correctionFilters),
  at(
    "/sharing/corrections/new",
    () => import("./correction-form-screen.tsx"),
    "NewCorrectionScreen",
    filters.newCorrectionFilters,
  ),
  at(
    "/sharing/corrections/$id",
    () => import("./correction-screen.tsx"),
    "CorrectionScreen",
    filters.correctionPageFilters,
  ),
  at("/sharing/cases", () => import("./cases-screen.tsx"), "CasesScreen", filters.caseFilters),
  at("/sharing/cases/$id", () => import("./case-screen.tsx"), "CaseScreen", filters.casePageFilters),
  at("/sharing/disputes", () => import("./disputes-screen.tsx"), "DisputesScreen", filters.disputeFilters),
  at("/sharing/disputes/$id", () => import("./dispute-screen.tsx"), "DisputeScreen", filters.disputePageFilters),
  at("/sharing/orders", () => import("./orders-screen.tsx"), "OrdersScreen", filters.orderFilters),
  at("/sharing/orders/new", () => import("./order-form-screen.tsx"), "NewOrderScreen", filters.newOrderFilters),
  at("/sharing/orders/$id", () => import("./order-screen.tsx"), "OrderScreen", filters.orderPageFilters),
  at("/sharing/findings", () => import("./findings-screen.tsx"), "FindingsScreen", filters.findingFilters),
  at("/sharing/findings/rules", () => import("./rules-screen.tsx"), "RulesScreen"),
  at("/sharing/notices", () => import("./notices-screen.tsx"), "NoticesScreen", filters.noticeFilters),
  at("/sharing/basis", () => import("./basis-screen.tsx"), "BasisScreen", filters.basisFilters),
  at("/sharing/settings", () => import("./settings-screen.tsx"), "SettingsScreen", filters.settingFilters),
  at("/sharing/report", () => import("./report-screen.tsx"), "ReportScreen", filters.reportFilters),
] as const;
