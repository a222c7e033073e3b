--liquibase formatted sql
--changeset test:1
CREATE TABLE customers (id BIGINT PRIMARY KEY);
