import type { Meaning } from "./meanings.ts";

/** Words of headings that the dictionary does not hold, most of them English; whole headings, then endings. Keys have letters only. */
const words: readonly (readonly [meaning: Meaning, words: string])[] = [
  ["given-name", "givenname given firstname forename fname first 名 名字 名前"],
  ["family-name", "familyname surname lastname lname last 姓 姓氏"],
  ["person-name", "fullname personname name xm xingming 姓名 人员姓名 申请人 户主 参保人姓名 持证人"],
  [
    "entity-name",
    "company companyname organisation organization orgname employer firm 单位名称 企业名称 机构名称 公司名称 商户名称 字号名称",
  ],
  ["date", "dob dateofbirth birthdate birthday born birth csrq 出生日期 出生年月日 生日"],
  ["citizen-id", "idcard idnumber citizenid sfzh sfzhm gmsfhm zjhm 身份证号 身份证 公民身份号码 身份证号码 证件号码"],
  ["credit-code", "uscc creditcode tyshxydm 统一社会信用代码 信用代码 社会信用代码"],
  ["identifier", "ssn socsecid socialsecurity passport licence license taxid nino"],
  ["phone", "phone phonenumber mobile mobilephone telephone tel sjh sjhm lxdh 电话 手机 手机号 手机号码 联系电话"],
  ["email", "email emailaddress mail 邮箱 电子邮箱 电子邮件"],
  ["house-number", "streetnumber housenumber houseno 门牌号"],
  [
    "address",
    "address address1 address2 street streetname addr dz zz 地址 住址 家庭住址 住所 现住址 经营场所 户籍地址",
  ],
  ["place", "suburb city town district state province county region locality 城市 区县 省份 乡镇 街道"],
  ["postcode", "postcode zip zipcode postalcode yb 邮编 邮政编码"],
  ["code", "sex gender xb 性别 民族"],
  ["number", "price amount cost value je 价格 金额 单价"],
  ["text", "description title remark comment notes 说明 描述 备注 简介 商品名称"],
  ["row-id", "id rowid recid uniqueid uuid guid index no number xh 序号 编号 行号"],
];

const keyOf = (heading: string): string =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[（(【[].*?[）)】\]]/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");

const byWord = new Map<string, Meaning>(
  words.flatMap(([meaning, list]) => list.split(" ").map((word) => [word, meaning] as const)),
);

/** What a heading says by itself, undefined where it says nothing. `soc_sec_id 2` is read as `socsecid`. */
export function meaningOfHeader(heading: string): Meaning | undefined {
  const key = keyOf(heading);
  return byWord.get(key) ?? byWord.get(key.replace(/\d+$/, ""));
}

export { keyOf as headerKey };
