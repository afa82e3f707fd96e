// SPDX-License-Identifier: Apache-2.0

/// A definition's steps as BPMN 2.0, for people who read processes in a
/// drawing tool: a lane for each kind of holder, a task for each step, a
/// gateway where it may go different ways. It is read, never run.
struct BPMNExport {
    struct Node: Hashable { let id: String, name: String, kind: Kind, lane: String, column: Int }
    struct Flow: Hashable { let id: String, name: String, from: String, to: String }
    enum Kind: String { case startEvent, userTask, exclusiveGateway, endEvent }

    let name: String
    let processID: String
    private(set) var nodes: [Node] = []
    private(set) var flows: [Flow] = []
    private(set) var lanes: [String] = []
    private let laneNames: [String: String]

    /// - Parameter laneNames: What holders are called, by kind.
    init(_ definition: ProcedureDefinition, inEnglish: Bool, laneNames: [String: String]) {
        name = definition.name.text(inEnglish: inEnglish)
        processID = "procedure_" + definition.procedure.replacing(".", with: "_")
        self.laneNames = laneNames
        for step in definition.steps where !lanes.contains(step.role) { lanes.append(step.role) }
        guard let first = definition.steps.first else { return }
        nodes.append(Node(id: "start", name: "", kind: .startEvent, lane: first.role, column: 0))
        add("start", Self.id(first.code), "")
        var column = 1
        for step in definition.steps {
            let id = Self.id(step.code)
            nodes.append(
                Node(
                    id: id, name: step.name.text(inEnglish: inEnglish), kind: .userTask, lane: step.role, column: column
                ))
            let ways = step.actions.compactMap { action in
                target(of: action.effect, from: step, column: column + 2).map {
                    ($0, action.name.text(inEnglish: inEnglish))
                }
            }
            var source = id
            if ways.count > 1 {
                source = id + "_ways"
                nodes.append(Node(id: source, name: "", kind: .exclusiveGateway, lane: step.role, column: column + 1))
                add(id, source, "")
            }
            for (target, name) in ways { add(source, target, name) }
            column += 2
        }
    }

    /// An end for each step and outcome: lines to one end for all would cross the whole drawing.
    private mutating func target(
        of effect: ProcedureDefinition.Effect, from step: ProcedureDefinition.Step, column: Int
    ) -> String? {
        switch effect {
        case .move(let code), .supplement(let code): return Self.id(code)
        case .extend, .pause: return nil
        case .end(let outcome):
            let id = Self.id(step.code) + "_" + outcome.rawValue
            if !nodes.contains(where: { $0.id == id }) {
                nodes.append(Node(id: id, name: outcome.rawValue, kind: .endEvent, lane: step.role, column: column))
            }
            return id
        }
    }

    private mutating func add(_ from: String, _ to: String, _ name: String) {
        flows.append(Flow(id: "flow_\(flows.count + 1)", name: name, from: from, to: to))
    }

    /// A code as an XML name.
    private static func id(_ code: String) -> String {
        "step_" + String(code.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    /// The document, UTF-8.
    var xml: String {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" \
            xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
            xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" targetNamespace="urn:vamco:procedures">
            <process id="\(processID)" name="\(Self.escaped(name))" isExecutable="false">
            <laneSet id="lanes">

            """
        for (place, lane) in lanes.enumerated() {
            text += "<lane id=\"lane_\(place)\" name=\"\(Self.escaped(laneNames[lane] ?? lane))\">"
            for node in nodes where node.lane == lane { text += "<flowNodeRef>\(node.id)</flowNodeRef>" }
            text += "</lane>\n"
        }
        text += "</laneSet>\n"
        for node in nodes { text += "<\(node.kind.rawValue) id=\"\(node.id)\" name=\"\(Self.escaped(node.name))\"/>\n" }
        for flow in flows {
            text +=
                "<sequenceFlow id=\"\(flow.id)\" name=\"\(Self.escaped(flow.name))\" sourceRef=\"\(flow.from)\" targetRef=\"\(flow.to)\"/>\n"
        }
        return text + "</process>\n" + diagram + "</definitions>\n"
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("\n", with: " ")
    }
}
