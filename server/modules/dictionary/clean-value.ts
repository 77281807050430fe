import { cleanBoolean } from "./clean-boolean.ts";
import { cleanNumber } from "./clean-number.ts";
import { cleanText } from "./clean-text.ts";
import { cleanDate, cleanMoment, cleanTimeOfDay } from "./clean-time.ts";
import type { CleanValue } from "./door.ts";

export const cleanValue: CleanValue = (text, type, hint) => {
  switch (type.kind) {
    case "text":
      return cleanText(text, type, hint);
    case "integer":
    case "decimal":
    case "number":
      return cleanNumber(text, type, hint);
    case "date":
      return cleanDate(text);
    case "datetime":
      return cleanMoment(text);
    case "time":
      return cleanTimeOfDay(text);
    case "boolean":
      return cleanBoolean(text);
  }
};
