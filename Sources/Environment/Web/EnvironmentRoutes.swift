// SPDX-License-Identifier: Apache-2.0

package import Web

extension EnvironmentPages {
    /// Every address of the environment: public pages, open data, staff pages.
    package var routes: RouteTable {
        RouteTable("environment", publicPages + openData + recordPages + changePages)
    }

    private var publicPages: [Route] {
        [
            .get("/environment", .everyone, showCityAir).shared(),
            .get("/environment/live", .everyone, answers: .stream, streamCityAir),
            .get("/environment/outlines.geojson", .everyone, answers: .data, showOutlines).shared(),
            .get("/environment/stations/{code}", .everyone, showStation).shared(),
            .get("/environment/stations/{code}/live", .everyone, answers: .stream, streamStation),
            .get("/environment/stations/{code}/chart.json", .everyone, answers: .data, chartData).shared(),
            .get("/environment/stations/{code}/observations", .everyone, showObservations),
            .get("/environment/stations/{code}/badge", .everyone, showBadge).embeddable().shared(),
            .get("/environment/stations/{code}/badge.svg", .everyone, answers: .data, drawBadge).shared(),
            .get("/environment/files/{id}", .everyone, showFile),
            .get("/environment/alarms", .everyone, listAlarms).shared(),
            .get("/environment/alarms.atom", .everyone, answers: .data, feedAlarms).shared(),
            .get("/environment/alarms/{id}", .everyone, showAlarm).shared(),
            .get("/environment/limits", .everyone, showLimits).shared(),
            .get("/environment/parameters", .everyone, showParameters).shared(),
        ]
    }

    private var openData: [Route] {
        [
            .get("/api/environment/stations", .everyone, answers: .data, apiStations).shared(),
            .get("/api/environment/stations.csv", .everyone, answers: .data, csvStations).shared(),
            .get("/api/environment/stations/{code}", .everyone, answers: .data, apiStation),
            .get("/api/environment/stations/{code}/observations", .everyone, answers: .data, apiObservations),
            .get("/api/environment/stations/{code}/observations.csv", .everyone, answers: .data, csvObservations),
            .get("/api/environment/stations/{code}/aqi", .everyone, answers: .data, apiIndices),
            .get("/api/environment/stations/{code}/aqi.csv", .everyone, answers: .data, csvIndices),
        ]
    }

    private var recordPages: [Route] {
        let readers = EnvironmentPolicies.records
        return [
            .get("/environment/stations", readers, listStations),
            .get("/environment/stations/{code}/flags", readers, listFlags),
            .get("/environment/imports", readers, listImports),
            .get("/environment/imports/{id}", readers, showImport),
            .get("/environment/imports/{id}/refusals.csv", readers, answers: .data, csvRefusals),
            .get("/environment/intake", readers, showIntake),
            .get("/environment/quarantine", readers, listQuarantine),
            .get("/environment/quarantine/{id}", readers, showQuarantineEntry),
            .get("/environment/quarantine/retrials/{id}", readers, showRetrial),
            .get("/environment/files", readers, listFiles),
            .get("/environment/files/{id}/raw", readers, answers: .data, downloadFile),
        ]
    }

    private var changePages: [Route] {
        let officers = EnvironmentPolicies.changes
        return [
            .get("/environment/stations/new", officers, newStation),
            .post("/environment/stations/new", officers, createStation),
            .get("/environment/stations/import", officers, newStationImport),
            .post("/environment/stations/import", officers, importStations).accepting(bytes: 2_097_152),
            .get("/environment/stations/{code}/edit", officers, editStation),
            .post("/environment/stations/{code}/edit", officers, changeStation),
            .post("/environment/quarantine/{id}/settlement", officers, settleQuarantineEntry),
            .post("/environment/quarantine/{id}/retrial", officers, retryQuarantineEntry),
            .post("/environment/quarantine/{id}/retrial-of-reason", officers, retryReason),
            .post("/environment/stations/{code}/flags", officers, setFlag),
            .post("/environment/stations/{code}/flags/{id}/withdrawal", officers, withdrawFlag),
            .post("/environment/imports", officers, uploadImport).accepting(bytes: ImportDesk.sizeLimit + 65_536),
            .post("/environment/imports/{id}", officers, decideImport),
        ]
    }
}
