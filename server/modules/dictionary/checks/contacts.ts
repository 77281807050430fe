import { type Check, faultOf, lengthFault, patternSql, spreadsheetFault, wholly } from "./check.ts";

const mobilePattern = String.raw`1[3-9]\d{9}`;
const isMobile = wholly(mobilePattern);

/** Mobile number of the mainland: 11 digits, 13 to 19 (numbering plan of MIIT). */
export const mobilePhone: Check = {
  fault(value) {
    if (isMobile.test(value)) return null;
    const spreadsheet = spreadsheetFault(value);
    if (spreadsheet) return spreadsheet;
    const bare = value.replaceAll(/[^\d]/g, "").replace(/^(?:00)?86(?=1)/, "");
    const suggestion = isMobile.test(bare) ? bare : null;
    if (suggestion !== null) {
      return faultOf(
        {
          zh: "手机号只写 11 位数字，不带国家代码、空格和横线。",
          en: "Give the 11 digits only: no country code, spaces or hyphens.",
        },
        { zh: "请去掉多余的部分。", en: "Remove the rest." },
        suggestion,
      );
    }
    if (/^\d+$/.test(value) && value.length !== 11) return lengthFault(value, "11");
    return faultOf(
      { zh: "手机号应为 11 位数字，以 13 到 19 开头。", en: "A mobile number has 11 digits and begins with 13 to 19." },
      { zh: "请核对；固定电话请映射到“联系电话”。", en: "Check it; a landline belongs to the phone element." },
    );
  },
  sql: patternSql(mobilePattern),
};

const phonePattern = [
  mobilePattern,
  // Beijing, Guangzhou and the like: three-digit area code; elsewhere four digits.
  String.raw`(?:0(?:10|2\d)-?[2-9]\d{7}|0[3-9]\d{2}-?[2-9]\d{6,7})(?:-\d{1,6})?`,
  String.raw`[2-9]\d{6,7}(?:-\d{1,6})?`,
  String.raw`[48]00-?\d{3}-?\d{4}`,
  // Service numbers: 110, 12345, 96110, 1008611.
  String.raw`1[0-2]\d{1,5}|9\d{4,5}`,
].join("|");
const isPhone = wholly(phonePattern);

/** Any telephone number of the mainland: landline with or without area code and extension, mobile, 400 and 800, service numbers. */
export const phone: Check = {
  fault(value) {
    if (isPhone.test(value)) return null;
    const spreadsheet = spreadsheetFault(value);
    if (spreadsheet) return spreadsheet;
    const mended = value
      .replaceAll(/[（(]\s*(0\d{2,3})\s*[)）]\s*/g, "$1-")
      .replace(/(?:转|ext\.?|#)\s*(?=\d)/i, "-")
      .replaceAll(/[\s—－]+/g, "")
      .replace(/^(?:\+|00)86-?/, "");
    return faultOf(
      {
        zh: "电话号码的写法不对：固定电话写“区号-号码-分机”，手机写 11 位数字。",
        en: "Not a telephone number: area code-number-extension for landlines, 11 digits for mobiles.",
      },
      { zh: "请改正；有几个号码时各占一个字段。", en: "Mend it; give each of several numbers a field of its own." },
      isPhone.test(mended) ? mended : null,
    );
  },
  sql: patternSql(phonePattern),
};

/** Postcodes of the mainland begin with 01 to 85; Hong Kong and Macao share 999077 and 999078. */
const postcodePattern = String.raw`(?:0[1-7]|[1-7]\d|8[1-5])\d{4}|99907[78]`;
const isPostcode = wholly(postcodePattern);

/** Postcode (GB/T 7406 numbering): 6 digits. */
export const postcode: Check = {
  fault(value) {
    if (isPostcode.test(value)) return null;
    if (/^\d{5}$/.test(value) && isPostcode.test(`0${value}`)) {
      return faultOf(
        {
          zh: "邮政编码少一位：开头的 0 可能被表格软件去掉了。",
          en: "One digit is missing: a spreadsheet may have dropped the leading 0.",
        },
        { zh: "请在前面补 0。", en: "Put a 0 in front." },
        `0${value}`,
      );
    }
    if (/^\d+$/.test(value) && value.length !== 6) return lengthFault(value, "6");
    return faultOf(
      { zh: "邮政编码应为 6 位数字，以 01 到 85 开头。", en: "A postcode has 6 digits and begins with 01 to 85." },
      { zh: "请核对。", en: "Check it." },
    );
  },
  sql: patternSql(postcodePattern),
};

const emailPattern = String.raw`[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}`;
const isEmail = wholly(emailPattern);

/** E-mail address in the everyday form of RFC 5321 (no quoted names, no address literals). */
export const email: Check = {
  fault(value) {
    if (isEmail.test(value)) return null;
    const mended = value.replaceAll(/\s+/g, "").replace("＠", "@").replaceAll("。", ".").replaceAll("，", ".");
    return faultOf(
      value.includes("@")
        ? {
            zh: "电子邮箱的写法不对：@ 前后只用字母、数字、点和横线，域名要完整。",
            en: "Not a complete e-mail address: letters, digits, dots and hyphens around @, with a full domain.",
          }
        : { zh: "电子邮箱里没有 @。", en: "There is no @ in the e-mail address." },
      { zh: "请核对后重填。", en: "Check and enter it again." },
      isEmail.test(mended) ? mended : null,
    );
  },
  sql: patternSql(emailPattern),
};
