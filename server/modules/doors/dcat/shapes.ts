/**
 * What a description must hold before it is published: the mandatory properties of DCAT-AP 3.0.1 (SEMIC, "DCAT-AP-SHACL")
 * for the classes this hub writes, and what this hub itself always promises (licence, access, theme, contact). Our own
 * wording; the official shapes, which say more and are CC BY, are held against it in the tests.
 */
export const shapes = `@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix weir: <urn:weir:shapes:> .

weir:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property
    [ sh:path dct:title ; sh:minCount 1 ; sh:uniqueLang true ; sh:minLength 2 ; sh:nodeKind sh:Literal ;
      sh:message "标题不能空 / a title is needed" ] ,
    [ sh:path dct:description ; sh:uniqueLang true ; sh:nodeKind sh:Literal ; sh:qualifiedMinCount 1 ;
      sh:qualifiedValueShape [ sh:languageIn ( "zh" ) ; sh:minLength 10 ] ;
      sh:message "说明至少 10 个字 / a description of 10 characters or more is needed" ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ;
      sh:message "要有一个提供部门 / one publisher is needed" ] ,
    [ sh:path dct:accessRights ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
      sh:message "要写明无条件还是有条件开放 / it has to be said who may use it" ] ,
    [ sh:path dct:accrualPeriodicity ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
      sh:message "要写明更新周期 / the update cycle is needed" ] ,
    [ sh:path dcat:theme ; sh:minCount 1 ; sh:nodeKind sh:IRI ;
      sh:message "要归入一个主题 / a theme is needed" ] ,
    [ sh:path dcat:contactPoint ; sh:minCount 1 ; sh:node weir:Contact ;
      sh:message "要写明联系处室 / an office to ask is needed" ] ,
    [ sh:path dcat:keyword ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:severity sh:Warning ;
      sh:message "没有关键词，不容易被找到 / without keywords it is hard to find" ] ,
    [ sh:path dct:issued ; sh:maxCount 1 ; sh:datatype xsd:dateTime ; sh:message "发布时间不对 / issued is no instant" ] ,
    [ sh:path dct:modified ; sh:maxCount 1 ; sh:datatype xsd:dateTime ; sh:message "更新时间不对 / modified is no instant" ] ,
    [ sh:path dct:spatial ; sh:minCount 1 ; sh:severity sh:Warning ;
      sh:message "没写覆盖地区 / the area it covers is not said" ] ,
    [ sh:path dcat:distribution ; sh:class dcat:Distribution ; sh:message "文件描述不完整 / a file is not described as one" ] .

weir:Contact a sh:NodeShape ; sh:property [ sh:path vcard:fn ; sh:minCount 1 ; sh:minLength 2 ] .

weir:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property
    [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:message "文件没有地址 / a file has no address" ] ,
    [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
      sh:message "文件没有许可 / a file has no licence" ] ,
    [ sh:path dct:format ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "文件没有格式 / a file has no format" ] ,
    [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ;
      sh:message "文件大小不对 / the size of a file is wrong" ] .

weir:Checksum a sh:NodeShape ; sh:targetClass spdx:Checksum ;
  sh:property
    [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "校验值没有算法 / a checksum without an algorithm" ] ,
    [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^[0-9a-fA-F]+$" ;
      sh:message "校验值不对 / a checksum is wrong" ] .

weir:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:minLength 2 ; sh:message "部门没有名称 / an agent has no name" ] .

weir:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property
    [ sh:path dct:title ; sh:minCount 1 ; sh:message "目录没有标题 / the catalog has no title" ] ,
    [ sh:path dct:description ; sh:minCount 1 ; sh:message "目录没有说明 / the catalog has no description" ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "目录没有发布者 / the catalog has no publisher" ] .

weir:DataService a sh:NodeShape ; sh:targetClass dcat:DataService ;
  sh:property
    [ sh:path dct:title ; sh:minCount 1 ; sh:message "服务没有标题 / a service has no title" ] ,
    [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:message "服务没有地址 / a service has no address" ] .

weir:Concept a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:message "主题没有名称 / a theme has no name" ] .
`;
