// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Dossiers

@Suite("Exports of definitions")
struct ExportTests {
    private func schema(_ definition: ProcedureDefinition) throws -> [String: Any] {
        let made = FormSchema(definition, bank: try DefinitionLibrary.shipped().bank, inEnglish: true)
        let data = try JSONEncoder().encode(made.value(at: "/procedures/1/form.schema.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("a schema has a property for every question, and needs what is always asked")
    func properties() throws {
        let schema = try schema(SampleDefinition.definition())
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(properties.keys.sorted() == ["applicant-name", "applicant-phone", "born", "kind"])
        #expect(properties["born"]?["format"] as? String == "date")
        #expect(
            (properties["kind"]?["oneOf"] as? [[String: Any]])?.compactMap { $0["const"] as? String } == [
                "plain", "urgent",
            ])
        #expect(schema["required"] as? [String] == ["applicant-name", "born", "kind"])
        let rules = try #require(schema["allOf"] as? [[String: Any]])
        #expect((rules[0]["then"] as? [String: [String]]) == ["required": ["applicant-phone"]])
        #expect(schema["additionalProperties"] as? Bool == false)
    }

    @Test(
        "a process has a task for each step, a lane for each holder, and flows between what exists",
        arguments: ShippedDefinitionTests.codes)
    func process(_ code: String) throws {
        let definition = try ShippedDefinitionTests.definition(code)
        let export = BPMNExport(definition, inEnglish: true, laneNames: [:])
        let ids = Set(export.nodes.map(\.id))
        #expect(ids.count == export.nodes.count)
        #expect(export.nodes.count { $0.kind == .userTask } == definition.steps.count)
        #expect(export.lanes.count == Set(definition.steps.map(\.role)).count)
        #expect(export.flows.allSatisfy { ids.contains($0.from) && ids.contains($0.to) })
        for node in export.nodes {
            #expect(node.kind == .startEvent || export.flows.contains { $0.to == node.id }, "\(node.id)")
            #expect(node.kind == .endEvent || export.flows.contains { $0.from == node.id }, "\(node.id)")
            // A task with two ways out would start both.
            if node.kind == .userTask { #expect(export.flows.count { $0.from == node.id } == 1) }
        }
    }

    @Test("names cannot leave their attribute")
    func escaping() throws {
        var definition = try SampleDefinition.definition()
        definition.name = Words("A \"B\" <c> & d")
        #expect(
            BPMNExport(definition, inEnglish: false, laneNames: [:]).xml.contains("A &quot;B&quot; &lt;c&gt; &amp; d"))
    }
}
