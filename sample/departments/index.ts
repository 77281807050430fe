import type { DepartmentSpec } from "../department.ts";
import { agriculture } from "./agriculture.ts";
import { civilAffairs } from "./civil-affairs.ts";
import { dataBureau } from "./data-bureau.ts";
import { ecology } from "./ecology.ts";
import { education } from "./education.ts";
import { health } from "./health.ts";
import { housing } from "./housing.ts";
import { humanResources } from "./human-resources.ts";
import { market } from "./market.ts";
import { medicalInsurance } from "./medical-insurance.ts";
import { naturalResources } from "./natural-resources.ts";
import { publicSecurity } from "./public-security.ts";
import { tax } from "./tax.ts";
import { transport } from "./transport.ts";

/** The departments of the invented city, in the order in which a government lists them. */
export const departments: readonly DepartmentSpec[] = [
  publicSecurity,
  humanResources,
  education,
  health,
  housing,
  market,
  civilAffairs,
  tax,
  transport,
  naturalResources,
  agriculture,
  ecology,
  medicalInsurance,
  dataBureau,
];
