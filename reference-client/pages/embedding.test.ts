import { expect, test } from "vitest";
import { fakeHub } from "../testing/fake-hub.js";
import { startDesk } from "../testing/desk.js";
