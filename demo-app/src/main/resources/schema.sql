create table class_record (
  jar varchar not null,
  name varchar not null,
  release smallint not null,
  bytes bigint not null,
  sha256 char(64) not null
);

create table duplicate_class (
  name varchar not null,
  jars integer not null,
  contents integer not null
);

create table jar_licence (
  jar varchar primary key,
  licence varchar not null
);
