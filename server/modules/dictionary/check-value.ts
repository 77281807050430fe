import type { CheckName } from "#contract/dictionary";
import { bankCard } from "./checks/bank-card.ts";
import { latitude, longitude, notFuture, notNegative } from "./checks/bounds.ts";
import type { Check } from "./checks/check.ts";
import { citizenId } from "./checks/citizen-id.ts";
import { email, mobilePhone, phone, postcode } from "./checks/contacts.ts";
import { creditCode } from "./checks/credit-code.ts";
import { divisionCode } from "./checks/division-code.ts";
import { licenceId } from "./checks/licence-id.ts";
import { organisationCode } from "./checks/organisation-code.ts";
import { serviceItem } from "./checks/service-item.ts";
import { vehiclePlate } from "./checks/vehicle-plate.ts";
import type { CheckValue, SqlCheckOf } from "./door.ts";

const checks: Readonly<Record<CheckName, Check>> = {
  "citizen-id": citizenId,
  "credit-code": creditCode,
  "organisation-code": organisationCode,
  "licence-id": licenceId,
  "service-item": serviceItem,
  "mobile-phone": mobilePhone,
  phone,
  postcode,
  email,
  "division-code": divisionCode,
  "bank-card": bankCard,
  "vehicle-plate": vehiclePlate,
  longitude,
  latitude,
  "not-future": notFuture,
  "not-negative": notNegative,
};

/** Puts a canonical value (as `cleanValue` answers it) to a check. */
export const checkValue: CheckValue = (check, value, facts) => checks[check].fault(value, facts);

/**
 * The same check in lake SQL. Checks of texts (numbers, codes, contacts) expect a text column; longitude, latitude and
 * not-negative a number, not-future a date or datetime, as the standard table has them.
 *
 * @param prefix starts the names of the shared columns; unique within the query.
 * @param today `YYYY-MM-DD`.
 */
export const sqlCheckOf: SqlCheckOf = (check, column, prefix, dialect, today) =>
  checks[check].sql({ column, prefix, dialect, today });
