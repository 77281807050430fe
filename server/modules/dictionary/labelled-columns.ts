/**
 * Real columns and the elements they are: the measure of the mapping proposals. Labelled by hand before the proposals
 * were first run on them, looking at the heading, the table's name and the first values, as a clerk at the mapping step
 * would; not changed since to agree with what is proposed.
 *
 * One label is the element whose check, code set, mask and grade the column must get. Behind a stroke stands another one
 * that a careful clerk could equally choose (a `tel` that holds mobile numbers is a phone number and a mobile number).
 * `-` says that the dictionary has no element for the column: any likely proposal is then a mistake, but for those
 * behind the stroke, which say less than the column does and nothing wrong.
 *
 * On the first run 89.3 % of the city's columns and 73.8 % of the found ones had a right element first. What was mended
 * then was general (values that can be no person's name, headings that are only an ending, shapes of stations and
 * schools) and words such as 教职工号 that the pack lacked, so these columns are no unseen test any more; `unseen` in
 * `proposal-cases.ts` is.
 */
export interface LabelledColumn {
  readonly table: string;
  readonly column: string;
  /** Fields of the elements that are right; empty where none is. */
  readonly right: readonly string[];
  /** Fields of elements that would be no mistake where none is right. */
  readonly harmless: readonly string[];
}

/** Every column of the sample city's fourteen departments, by the key of its table. */
const sample = `
population | XH record_id | SFZH citizen_id | XM person_name | CYM former_name | XB sex_code | CSRQ birth_date | MZ ethnic_code | HYZK marital_status | WHCD education_level | HH household_number | YHZGX relation_to_head | HJQH division_code | HJDZ household_address | JZDZ residence_address | SSCWH division_code | LXDH mobile_phone/phone | ZXBS is_yes | GXSJ updated_at
residence-permits | ID record_id | JZZBH licence_number | GMSFHM citizen_id | XM person_name | XBDM sex_code | HJDQH division_code | XJZDZ residence_address | QFRQ issued_on | YXQX valid_to | QFJG issuing_authority | ZT licence_state | GXSJ updated_at
insured-persons | 个人编号 person_number | 社会保障号码 citizen_id/social_security_number | 姓名 person_name | 性别 sex_code | 出生日期 birth_date | 民族 ethnic_code | 险种类型 insurance_type | 参保状态 insured_state | 单位统一社会信用代码 credit_code | 单位名称 organisation_name | 首次参保日期 started_on | 联系电话 mobile_phone/phone | 居住地址 residence_address
contributions | AAC001 person_number | AAC002 citizen_id/social_security_number | AAC003 person_name | AAB998 credit_code | AAE140 insurance_type | AAE002 period | AAE180 contribution_base | AAE020 contribution_amount | AAE022 contribution_amount | AAE114 -/is_yes | AAE079 paid_on
schools | 学校标识码 school_code | 学校名称 school_name | 统一社会信用代码 credit_code | 办学类型 school_type | 办学性质 - | 所在区县 county_name | 地址 address | 联系电话 phone
pupils | 学籍号 student_number | 姓名 person_name | 性别 sex_code | 出生日期 birth_date | 身份证件号 citizen_id | 学校标识码 school_code | 学校名称 school_name | 年级 grade_name | 入学日期 enrolled_on | 监护人姓名 guardian_name | 监护人身份证件号 citizen_id | 监护人电话 mobile_phone/phone | 现住址 residence_address
teachers | 教职工号 person_number | 姓名 person_name | 性别 sex_code | 身份证号 citizen_id | 出生年月日 birth_date | 参加工作时间 -/started_on | 学历 education_level | 所在学校 school_name | 任教学科 subject_name | 职称 -/position_title | 手机号码 mobile_phone
health-institutions | orgCode organisation_code | uscc credit_code | orgName hospital_name | orgType -/organisation_type | areaCode division_code | addr address/business_address | tel phone | lng longitude | lat latitude
health-practitioners | zyzsbm licence_number | xm person_name | xb sex_code | zjhm citizen_id | zydd hospital_name | zylb - | fzrq issued_on | lxdh mobile_phone/phone
birth-certificates | birthCertNo licence_number | newbornName person_name | newbornSex sex_code | birthTime birth_date | gestationalWeeks - | birthWeight - | motherName person_name | motherIdCard citizen_id | fatherName person_name | fatherIdCard citizen_id | birthHospital hospital_name | familyAddress residence_address/household_address/address | issueDate issued_on
public-rental | 申请编号 -/case_number | 申请人姓名 person_name | 申请人身份证号 citizen_id | 婚姻状况 marital_status | 家庭人口 person_count | 家庭月收入（元） -/amount/wage | 工作单位 organisation_name | 现住房面积 floor_area | 户籍地 household_address | 手机 mobile_phone | 受理时间 accepted_on | 审核结果 -/case_state
house-sales | id record_id | htbh contract_number | msrxm person_name | msrzjhm citizen_id | msrlxdh mobile_phone/phone | kfqy organisation_name | fwzl address | jzmj floor_area | htje house_price | qyrq signed_on | fwyt house_use
market-entities | S_EXT_SEQUENCE record_id | UNISCID credit_code | REGNO business_registration_number | ENTNAME organisation_name | ENTTYPE registration_type | INDUSTRYPHY industry_section | LEREP legal_representative | CERNO citizen_id | REGCAP registered_capital | ESTDATE established_on | DOM business_address | DOMDISTRICT division_code | TEL phone | REGORG registration_authority | REGSTATE registration_state | S_EXT_TIMESTAMP updated_at
food-licences | ID record_id | XKZBH licence_number | ZZBS e_licence_id | TYSHXYDM credit_code | JYZMC organisation_name | FZR legal_representative | JYCS business_address | ZTYT - | FZRQ issued_on | YXQZ valid_to | FZJG issuing_authority
marriages | 登记证字号 licence_number | 业务类型 - | 男方姓名 person_name | 男方身份证件号 citizen_id | 女方姓名 person_name | 女方身份证件号 citizen_id | 登记日期 registered_on | 登记机关 registration_authority
minimum-allowance | 低保证号 licence_number | 户主姓名 household_head_name | 性别 sex_code | 户主身份证号码 citizen_id | 低保类别 relief_type | 保障人数 person_count | 月保障金额 -/subsidy_amount/amount | 享受起始日期 started_on | 乡镇（街道） township_name | 村（社区） village_name | 联系电话 mobile_phone/phone | 开户银行卡号 bank_card
deaths | 火化证号 licence_number | 死者姓名 person_name | 性别 sex_code | 证件号码 citizen_id | 出生日期 birth_date | 死亡日期 death_date | 火化日期 - | 生前住址 residence_address/household_address/address
taxpayers | NSRSBH taxpayer_number/credit_code | NSRMC organisation_name | NSRZT_DM -/registration_state | FDDBRXM legal_representative | FDDBRSFZJHM citizen_id | FDDBRYDDH mobile_phone | ZCDZ business_address | XZQHSZ_DM division_code | HY_DM industry_section | DJRQ registered_on | NSRLX -
vat-returns | nsrsbh taxpayer_number/credit_code | skssqq started_on/period | skssqz ended_on/period | xse -/operating_revenue/amount | ynse tax_payable | sbrq -/applied_on
operating-vehicles | plateNo plate_number | plateColor - | vin vehicle_identification_number | vehicleType vehicle_type | owner.name -/organisation_name/person_name | owner.certNo -/citizen_id/credit_code/id_document_number | owner.phone phone | permit.no licence_number | permit.issueDate issued_on | permit.expireDate valid_to | status licence_state | seats seat_count
transport-drivers | 从业资格证号 licence_number | 姓名 person_name | 身份证号 citizen_id | 资格类别 - | 服务单位 organisation_name | 初次领证日期 issued_on | 有效期至 valid_to | 联系电话 mobile_phone/phone
parcels | ZDDM parcel_code | ZL address | XZQDM division_code | ZDMJ land_area | YT land_use | QLXZ -/right_type | DCRQ -/observed_at | geometry -
real-estate-rights | bdcdyh real_estate_unit | zddm parcel_code | bdcqzh real_estate_certificate | qlrmc person_name | qlrzjh citizen_id | zl address | jzmj floor_area | fwxz - | djsj registered_on | qszt -
farmland-contracts | 承包合同编号 contract_number | 承包方代表 person_name | 证件号码 citizen_id | 家庭成员数 person_count | 承包面积 farmland_area | 地块数 -/quantity | 县代码 division_code | 乡镇 township_name | 村 village_name | 合同起始日期 started_on | 电话 mobile_phone/phone
farm-subsidies | 发放编号 -/record_id/case_number | 户主姓名 household_head_name | 身份证号 citizen_id | 一卡通账号 bank_card | 补贴项目 -/project_name | 补贴面积 -/farmland_area/land_area | 补贴标准 -/unit_price | 补贴金额 subsidy_amount | 发放日期 -/paid_on | 所在村 village_name
monitoring-stations | stationId station_code | stationName station_name | category - | region division_code | builtOn - | geometry -
air-readings | 站点编码 station_code | 监测日期 observed_at | PM2.5 pm25 | PM10 pm10 | SO2 - | NO2 - | AQI air_quality_index | 首要污染物 pollutant_name
pollutant-permits | permitNo licence_number | enterpriseName organisation_name | uscCode credit_code | legalPerson legal_representative | site business_address/address | manageLevel - | validFrom valid_from | validTo valid_to | contactTel phone
medical-insured | rid record_id | psn_no person_number | certno citizen_id | psn_name person_name | gend sex_code | naty ethnic_code | brdy birth_date | insutype insurance_type | psn_insu_stas insured_state | emp_name organisation_name | insu_admdvs division_code | tel mobile_phone/phone | live_addr residence_address | updt_time updated_at
division-codes | dm division_code | mc division_name | sjdm division_code | jb - | zt - | qxdm division_code
`;

/** Columns of real, openly licensed files (`gov-sample`), by path in that folder. */
const found = `
divisions/provinces.csv | code division_code | name province_name/division_name
divisions/cities.csv | code division_code | name city_name/division_name | provinceCode division_code
divisions/areas.csv | code division_code | name county_name/division_name | cityCode division_code | provinceCode division_code
divisions/streets.csv | code division_code | name township_name/division_name | areaCode division_code | provinceCode division_code | cityCode division_code
divisions/areacity_level4.csv | id division_code | pid division_code | deep - | name division_name | pinyin_prefix - | pinyin - | ext_id division_code | ext_name division_name
statistics/census_prefecture_2010_2020_sc_gz_hi.csv | city city_name | city_code division_code | province province_name | province_code division_code | popu_2020 person_count | popu_urban_2020 person_count | popu_rural_2020 person_count | popu_2010 person_count | household_2020 - | male_female_2020 -/rate | age_0_14_2020 -/rate | age_60_2020 -/rate | coord -
statistics/census2020_county.xlsx | 区划代码 division_code | 省 province_name | 市 city_name | 区县 county_name | 人口数_合计 person_count | 人口数_男 person_count | 人口数_女 person_count | 性别比（女=100） -/rate | 少数民族人口比重（%） -/rate | 城镇人口 person_count | 乡村人口 person_count | 家庭户数 household_count | 家庭户人口数 person_count | 户规模 -
health/covid_daily/2020-02-05.csv | date observed_at/period | country - | countryCode nationality_code | province province_name | provinceCode division_code | city city_name | cityCode division_code | confirmed -/person_count | suspected -/person_count | cured -/person_count | dead -/person_count
health/fever_clinics_20200211.json | province province_name | city city_name | county county_name | name hospital_name | level hospital_grade | isDesignated is_yes | address address | tel phone | hours - | source data_source | date observed_at/published_on/updated_at
health/fever_clinics_old_version.json | name hospital_name | address address | tel phone
sichuan_portal/dirty_excerpt_project_approvals.csv | 项目名称 project_name | 占地面积 land_area | 项目总投资 total_investment | 项目环保投资 -/amount
sichuan_portal/dirty_excerpt_river_patrol.csv | 开始日期 started_on | 结束日期 ended_on | 县级是否代填 is_yes | 河段 river_name | 河长类型 -/is_yes | 巡河人员数 person_count | 巡河会议名称 event_name
sichuan_portal/四川省地震监测站点基本信息_0.csv | name station_name | 站点类型 - | Lon longitude | Lat latitude | 侧项类别 - | 统计时间 period/observed_at | 更新时间 updated_at | 纬度 latitude | 经度 longitude
sichuan_portal/四川省三级以上地震信息_0.csv | Data magnitude | Lon longitude | Lat latitude | deepth depth | Location address/county_name | Time observed_at
tourism/scenic_5a.json | id -/record_id | name - | province province_name | city city_name | address address | isChecked is_yes
services/guangan_service_items.json | department department_name | main_item - | name service_item_name | link website
agriculture/nass.rice.txt | year year | acres - | yield crop_yield
catalogs/taoyuan_catalog.xls | 編號 -/record_id | 資料名稱 - | 資料來源 -/data_source/department_name | 更新頻率 - | 檔案格式 - | 資料連結網址 website | 資料集描述 -/remark | 最後更新時間 updated_at | 資料集提供機關 department_name/data_source | 建立日期 created_at
harvest/dataportals.csv | title - | url website | description -/remark | language - | metadatacreated created_at | generator -
entity_resolution/fake_1000.csv | unique_id -/record_id | dob birth_date | email email | cluster -
data_quality/hospital_clean.csv | HospitalName hospital_name | Address1 address | City city_name | CountyName county_name | PhoneNumber phone | EmergencyService is_yes | Condition - | MeasureCode - | MeasureName -
data_quality/beers_clean.csv | style - | ounces - | ibu - | brewery-name organisation_name
`;

const columnsIn = (text: string): readonly LabelledColumn[] =>
  text
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [table = "", ...columns] = line.split(" | ");
      return columns.map((entry) => {
        const end = entry.lastIndexOf(" ");
        const labels = entry.slice(end + 1).split("/");
        const hasNone = labels[0] === "-";
        return {
          table,
          column: entry.slice(0, end),
          right: hasNone ? [] : labels,
          harmless: hasNone ? labels.slice(1) : [],
        };
      });
    });

export const sampleColumns = columnsIn(sample);
export const foundColumns = columnsIn(found);
