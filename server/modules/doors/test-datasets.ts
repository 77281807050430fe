import type { PublicDataset } from "#contract/portal";
import { newId } from "#kernel/id";

/** A dataset with everything a dataset can have. */
export function wholeDataset(change: Partial<PublicDataset> = {}): PublicDataset {
  return {
    id: newId(),
    code: "parking-lots",
    resourceCode: "3R001/000012",
    title: { zh: "停车场名录", en: "Car parks" },
    description: {
      zh: "全市公共停车场的名称、地址和泊位数。",
      en: "Public car parks with address and number of places.",
    },
    department: { code: "11999900MB0X00001E", name: "测试市数据局", nameEn: "Test City Data Bureau" },
    division: { code: "510100", name: "成都市" },
    theme: { code: "transport", name: { zh: "交通运输", en: "Transport" } },
    keywords: ["停车", "泊位"],
    licence: {
      id: "public-data-open-1.0",
      name: { zh: "公共数据开放许可 1.0", en: "Public Data Open Licence 1.0" },
      url: "/open/licences/public-data-open-1.0",
      isOpen: true,
      summary: { zh: "免费", en: "Free" },
    },
    frequency: "monthly",
    access: "open",
    conditions: "",
    issued: "2026-01-02T03:04:05.678Z",
    modified: "2026-03-04T05:06:07.089Z",
    version: 3,
    loadedAt: "2026-03-04T05:00:00.000Z",
    nextUpdateBy: "2026-04-04T05:00:00.000Z",
    rowCount: 1234,
    fields: [
      {
        field: "lot_name",
        name: { zh: "停车场名称", en: "Name" },
        description: "",
        type: { kind: "text", maxLength: 80, precision: null, scale: null },
        isKey: true,
        element: null,
        unit: null,
        standard: "",
        isMasked: false,
        isSuppressed: false,
        example: "天府广场停车场",
      },
    ],
    distributions: [fileOf("csv", 4000), fileOf("json", 9000)],
    rowsPath: "/api/portal/datasets/parking-lots/rows",
    quality: { score: 93.5, checkedAt: "2026-03-04T05:10:00.000Z" },
    spatial: { name: "成都市", box: [102.99, 30.09, 104.9, 31.44] },
    temporal: { from: "2025-01-01", until: "2025-12-31" },
    contact: { name: "数据管理处", phone: "028-12345678", page: "/open/datasets/parking-lots" },
    suppression: null,
    uses: { downloads: 0, calls: 0, applications: 0 },
    isInvented: true,
    ...change,
  };
}

const fileOf = (format: "csv" | "json", sizeBytes: number): PublicDataset["distributions"][number] => ({
  id: newId(),
  format,
  mediaType: format === "csv" ? "text/csv" : "application/json",
  fileName: `parking-lots.${format}`,
  path: `/api/portal/datasets/parking-lots/files/${format}`,
  sizeBytes,
  sha256: "a".repeat(64),
  rowCount: 1234,
  createdAt: "2026-03-04T05:06:07.089Z",
});
