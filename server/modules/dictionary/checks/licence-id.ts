import type { CheckFault } from "../door.ts";
import { type Check, checkCharacterFault, faultOf, type SqlPlace, wholly } from "./check.ts";

/** ISO 7064: 36 characters, and the check character is one of them. */
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const root = "1.2.156.3005.2.";
const longestSerial = 40;
const pattern = String.raw`1\.2\.156\.3005\.2\.[0-9A-Z]{18}\d{3}\.[0-9A-Z]{18}\.[0-9A-Z]{1,${longestSerial}}\.\d{3}\.[0-9A-Z]`;
const isForm = wholly(pattern);
/** Characters under the check: licence type, issuer, serial number, version. */
const longestBody = 21 + 18 + longestSerial + 3;
/** A leading character of this value leaves the starting remainder 36 as it is, so that texts can be filled up to one length. */
const filler = "I";

/** ISO 7064 MOD 37,36 (hybrid system) check character. */
export function mod3736Check(body: string): string {
  let remainder = 36;
  for (const character of body) remainder = ((((remainder + alphabet.indexOf(character) - 1) % 36) + 1) * 2) % 37;
  return alphabet.charAt((37 - remainder) % 36);
}

/**
 * Identifier of an electronic licence (GB/T 36904-2018): `1.2.156.3005.2` . type (18 characters of the authority that
 * defines it and 3 digits) . issuer (18) . serial . version (3 digits) . check character over the parts between, joined.
 */
export const licenceId: Check = {
  fault(value) {
    if (!isForm.test(value)) return faultOfParts(value);
    const parts = value.slice(root.length).split(".");
    const found = parts.pop() ?? "";
    const wanted = mod3736Check(parts.join(""));
    if (found === wanted) return null;
    const name = { zh: "最后的校验码", en: "The check character at the end" };
    return checkCharacterFault(name, found, wanted, `${root}${parts.join(".")}.${wanted}`);
  },
  sql: ({ column, dialect }: SqlPlace) => ({
    shared: [],
    wrong: `case when ${dialect.matches(column, pattern)} then ${remainderSql({ column, dialect })} <> 1 else true end`,
    divisionAt: null,
  }),
};

/** One step per character of the body, filled up on the left; with the check character the remainder before doubling is 1. */
function remainderSql({ column, dialect }: Pick<SqlPlace, "column" | "dialect">): string {
  const joined = `replace(${dialect.substring(column, root.length + 1, longestBody + 5)}, '.', '')`;
  const filled = `lpad(${joined}, ${longestBody + 1}, '${filler}')`;
  const value = (place: number) => `strpos('${alphabet}', ${dialect.substring(filled, place, 1)})`;
  let remainder = "36";
  for (let place = 1; place <= longestBody; place += 1) {
    remainder = `((${remainder} + ${value(place)} - 2) % 36 + 1) * 2 % 37`;
  }
  return `((${remainder} + ${value(longestBody + 1)} - 2) % 36 + 1)`;
}

function faultOfParts(value: string): CheckFault {
  const mend = {
    zh: "请对照证照原件；正确的写法是 1.2.156.3005.2.类型代码.颁发机构代码.流水号.版本号.校验码。",
    en: "Compare with the licence; the form is 1.2.156.3005.2.type.issuer.serial.version.check.",
  };
  if (!value.startsWith(root)) {
    return faultOf({ zh: `证照标识应以 ${root} 开头。`, en: `A licence identifier begins with ${root}` }, mend);
  }
  const parts = value.slice(root.length).split(".");
  if (parts.length !== 5) {
    return faultOf(
      {
        zh: `${root} 之后应有 5 段（类型、机构、流水号、版本、校验码），现在有 ${parts.length} 段。`,
        en: `Five parts follow ${root} (type, issuer, serial, version, check); there are ${parts.length}.`,
      },
      mend,
    );
  }
  const rules = [
    {
      zh: "证照类型代码应为 18 位机构代码加 3 位数字",
      en: "the licence type has 18 characters and 3 digits",
      form: /^[0-9A-Z]{18}\d{3}$/,
    },
    { zh: "颁发机构代码应为 18 位数字或大写字母", en: "the issuer has 18 digits or capitals", form: /^[0-9A-Z]{18}$/ },
    {
      zh: `流水号应为 1 到 ${longestSerial} 位数字或大写字母`,
      en: `the serial has 1 to ${longestSerial} digits or capitals`,
      form: wholly(`[0-9A-Z]{1,${longestSerial}}`),
    },
    { zh: "版本号应为 3 位数字", en: "the version has 3 digits", form: /^\d{3}$/ },
    { zh: "校验码应为 1 位数字或大写字母", en: "the check is one digit or capital", form: /^[0-9A-Z]$/ },
  ];
  const broken = rules.findIndex((rule, index) => !rule.form.test(parts[index] ?? ""));
  const rule = rules[broken];
  return faultOf(
    { zh: `第 ${broken + 1} 段不对：${rule?.zh ?? ""}。`, en: `Part ${broken + 1} is wrong: ${rule?.en ?? ""}.` },
    mend,
  );
}
