import pg from "pg"; import { openDatabase } from "#kernel/db/db"; import { migrate } from "#kernel/db/migrate"; import { silentLogger } from "#kernel/log";
const u=process.argv[2]!.replace(/\/weir\?/,'/postgres?');const a=new pg.Client({connectionString:u});await a.connect();await a.query("drop database if exists weir_template");await a.query("create database weir_template");await a.end();
const d=openDatabase({url:u.replace('/postgres?','/weir_template?')});await migrate(d,"migrations",silentLogger());await d.close();
