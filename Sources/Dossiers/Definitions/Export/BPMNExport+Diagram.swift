// SPDX-License-Identifier: Apache-2.0

extension BPMNExport {
    private struct Box { let x: Int, y: Int, width: Int, height: Int }

    private static let laneHeight = 140
    private static let columnWidth = 150

    /// Where everything is drawn: lanes one under the other, steps from left to right.
    var diagram: String {
        let width = ((nodes.map(\.column).max() ?? 0) + 2) * Self.columnWidth
        var text = "<bpmndi:BPMNDiagram id=\"diagram\"><bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"\(processID)\">\n"
        for place in lanes.indices {
            let box = Box(x: 0, y: place * Self.laneHeight, width: width, height: Self.laneHeight)
            text += shape("lane_\(place)", box, more: " isHorizontal=\"true\"")
        }
        for node in nodes { text += shape(node.id, box(of: node)) }
        for flow in flows {
            guard let from = nodes.first(where: { $0.id == flow.from }).map(box),
                let to = nodes.first(where: { $0.id == flow.to }).map(box)
            else { continue }
            let points = [
                (from.x + from.width, from.y + from.height / 2), (to.x, to.y + to.height / 2),
            ]
            text += "<bpmndi:BPMNEdge id=\"\(flow.id)_edge\" bpmnElement=\"\(flow.id)\">"
            for (x, y) in points { text += "<di:waypoint x=\"\(x)\" y=\"\(y)\"/>" }
            text += "</bpmndi:BPMNEdge>\n"
        }
        return text + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n"
    }

    private func box(of node: Node) -> Box {
        let (width, height) =
            switch node.kind {
            case .userTask: (120, 80)
            case .exclusiveGateway: (50, 50)
            case .startEvent, .endEvent: (36, 36)
            }
        let sameCell = nodes.filter { $0.lane == node.lane && $0.column == node.column }
        let place = sameCell.firstIndex(of: node) ?? 0
        let slot = Self.laneHeight / max(1, sameCell.count)
        let lane = lanes.firstIndex(of: node.lane) ?? 0
        return Box(
            x: 40 + node.column * Self.columnWidth, y: lane * Self.laneHeight + place * slot + (slot - height) / 2,
            width: width, height: height)
    }

    private func shape(_ id: String, _ box: Box, more: String = "") -> String {
        """
        <bpmndi:BPMNShape id="\(id)_shape" bpmnElement="\(id)"\(more)>\
        <dc:Bounds x="\(box.x)" y="\(box.y)" width="\(box.width)" height="\(box.height)"/></bpmndi:BPMNShape>

        """
    }
}
