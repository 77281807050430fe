import { scatter } from "../chance.ts";
import type { DepartmentSpec } from "../department.ts";
import { columnsOf, defineTable } from "../table.ts";
import type { Entity } from "../world/entity.ts";
import type { Person } from "../world/person.ts";
import type { World } from "../world/world.ts";
import { employerOf, employingFirm } from "../world/employment.ts";

interface Vehicle {
  readonly index: number;
  readonly plate: string;
  readonly owner: { readonly name: string; readonly number: string; readonly phone: string | null };
  readonly person: Person | null;
  readonly entity: Entity | null;
  readonly isElectric: boolean;
}

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
/** No plates are issued under 川P. */
const plateHead = "川P";

/** GA 36-2018: five characters with one letter among them, or six digits' width with D or F in front for electric ones. */
function plateOf(index: number, isElectric: boolean): string {
  if (isElectric) {
    const serial = scatter(Math.floor(index / 5), 200_000, 9);
    return `${plateHead}${serial < 100_000 ? "D" : "F"}${String(serial % 100_000).padStart(5, "0")}`;
  }
  const serial = scatter(index, letters.length * 10_000 * 5, 9);
  const digits = String(serial % 10_000).padStart(4, "0");
  const place = Math.floor(serial / (10_000 * letters.length));
  return (
    plateHead +
    digits.slice(0, place) +
    letters.charAt(Math.floor(serial / 10_000) % letters.length) +
    digits.slice(place)
  );
}

function vehicleAt(world: World, index: number): Vehicle {
  const isElectric = index % 5 === 0;
  const entity =
    world.entityChance.at(index, 70) < 0.6
      ? world.entity(world.entityChance.below(world.entities.count, index, 71))
      : null;
  const person = entity ? null : world.adult(world.entityChance.bits(index, 72));
  const owner = entity
    ? { name: entity.name, number: entity.creditCode, phone: entity.phone }
    : { name: person?.name ?? "", number: person?.id ?? "", phone: person?.phone ?? null };
  return { index, plate: plateOf(index, isElectric), owner, person, entity, isElectric };
}

const { text, date, coded, number } = columnsOf<Vehicle>();
const issuedOn = ({ index }: Vehicle, world: World): number =>
  world.asOf - 1 - world.entityChance.below(2900, index, 73);
const validDays = 1461;

const vehicles = defineTable<Vehicle>({
  key: "operating-vehicles",
  name: "营运车辆",
  entry: {
    zh: "营运车辆（道路运输证）信息",
    en: "Operating vehicles and road transport certificates",
    abstract: "取得道路运输证的客运、货运、出租车辆，一车一行；业户有企业也有个人。",
    classification: "308001001",
    theme: "交通运输",
    dataClass: "公共管理和服务",
    updateCycle: "weekly",
    share: { class: "conditional", useConditions: "用于执法和运输企业资质核验。" },
    openClass: "conditional",
  },
  over: "list",
  count: (world) => Math.max(12, Math.round(world.people / 24)),
  subjects: (world, index) => [vehicleAt(world, index)],
  about: { kind: "vehicle", of: ({ index }) => index },
  others: {
    person: { kind: "person", of: ({ person }) => person?.index ?? null },
    entity: { kind: "entity", of: ({ entity }) => entity?.index ?? null },
  },
  columns: [
    text("plateNo", "plate_number", ({ plate }) => plate, { key: true }),
    coded("plateColor", "plate_color", { electric: "渐变绿", yellow: "黄", blue: "蓝" }, ({ isElectric, entity }) =>
      isElectric ? "electric" : entity ? "yellow" : "blue",
    ),
    text("vin", "vehicle_identification_number", ({ index }) => `LSL${String(index).padStart(14, "0")}`),
    coded(
      "vehicleType",
      "vehicle_type",
      { truck: "重型普通货车", bus: "大型普通客车", taxi: "轿车" },
      ({ entity, index }) => (entity ? (index % 4 === 0 ? "bus" : "truck") : index % 3 === 0 ? "taxi" : "truck"),
    ),
    text("owner.name", "owner_name", ({ owner }) => owner.name, { mandatory: true }),
    text("owner.certNo", "owner_id_number", ({ owner }) => owner.number, { mandatory: true }),
    text("owner.phone", "phone", ({ owner }) => owner.phone, { field: "owner_phone", meaning: "业户联系电话" }),
    text("permit.no", "licence_number", ({ index }) => `510901${String(index).padStart(6, "0")}`, {
      meaning: "道路运输证号",
    }),
    date("permit.issueDate", "issued_on", "slash", issuedOn),
    date("permit.expireDate", "valid_to", "slash", (vehicle, world) => issuedOn(vehicle, world) + validDays),
    coded("status", "licence_state", { valid: "有效", expired: "过期" }, (vehicle, world) =>
      issuedOn(vehicle, world) + validDays >= world.asOf ? "valid" : "expired",
    ),
    number("seats", "seat_count", "integer", ({ entity, index }) => (entity && index % 4 === 0 ? 45 : 5)),
  ],
});

const driver = columnsOf<Person>();
const driverLicence = (person: Person, world: World): number =>
  world.asOf - 1 - world.chance.below(2100, person.index, 271);

const drivers = defineTable<Person>({
  key: "transport-drivers",
  name: "从业人员资格",
  entry: {
    zh: "道路运输从业人员资格信息",
    en: "Road transport drivers' qualifications",
    abstract: "道路客货运驾驶员从业资格，一证一行。",
    classification: "308001002",
    theme: "交通运输",
    dataClass: "公共管理和服务",
    updateCycle: "monthly",
    share: { class: "conditional", useConditions: "用于执法和从业资格核验。" },
    openClass: "closed",
  },
  over: "people",
  subjects(world, index) {
    const person = world.person(index);
    return person.occupation.kind === "driver" ||
      (person.occupation.kind === "self-employed" && world.chance.at(index, 270) < 0.2)
      ? [person]
      : [];
  },
  about: { kind: "person", of: (person) => person.index },
  others: { employer: employingFirm },
  joins: [{ field: "citizen_id", to: "population", toField: "citizen_id", rate: 0.97 }],
  columns: [
    driver.text(
      "从业资格证号",
      "licence_number",
      (person) => `51${person.id.slice(2, 14)}${String(person.index).padStart(8, "0")}`,
      { key: true },
    ),
    driver.text("姓名", "person_name", (person) => person.name, { mandatory: true }),
    driver.text("身份证号", "citizen_id", (person) => person.id, { mandatory: true }),
    driver.coded(
      "资格类别",
      "qualification_type",
      { freight: "道路货物运输驾驶员", passenger: "道路旅客运输驾驶员", taxi: "出租汽车驾驶员" },
      (person) => (["freight", "passenger", "taxi"] as const)[person.index % 3] ?? "freight",
    ),
    driver.text(
      "服务单位",
      "organisation_name",
      (person, world) => employerOf(world, person.occupation)?.name ?? null,
      {
        field: "employer_name",
        of: "employer",
        meaning: "服务单位名称",
      },
    ),
    driver.date("初次领证日期", "issued_on", "excel-serial", driverLicence),
    driver.date("有效期至", "valid_to", "excel-serial", (person, world) => driverLicence(person, world) + 2191),
    driver.text("联系电话", "mobile_phone", (person) => person.phone, {
      stale: ["stale-phone", (person) => person.formerPhone],
    }),
  ],
});

export const transport: DepartmentSpec = {
  key: "jiaotongju",
  name: "示例市交通运输局",
  shortName: "市交通运输局",
  nameEn: "Sample City Transport Bureau",
  serial: 9,
  duties: {
    collect: "负责采集营运车辆和从业人员数据。",
    share: "负责提供道路运输证照核验。",
    update: "车辆每周更新，从业人员每月更新。",
    maintain: "负责道路运输数据的校核。",
  },
  contact: { name: "测试辰", duty: "道路运输事务中心" },
  systems: [
    {
      key: "yunzheng",
      name: "道路运政管理信息系统",
      zone: "government-extranet",
      description: "道路运输证、从业资格证，接口和报表导出。",
    },
  ],
  dirt: 1,
  files: [
    {
      path: "vehicles.json",
      system: "yunzheng",
      format: "json",
      envelope: { code: "200", message: "查询成功", notice: "示例数据：车辆和业户均为编造" },
      table: vehicles,
    },
    { path: "从业人员资格.xls", system: "yunzheng", format: "xls", sheet: "从业人员", titleRows: [], table: drivers },
  ],
};
